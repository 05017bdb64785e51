"""大洋网."""

from crawler.site import Reference, Site

SITE = Site(
    id="dayoo",
    name="大洋网",
    province="广东",
    city="广州",
    domains=("news.dayoo.com", "www.dayoo.com", ".dayoo.com"),
    lists=("http://www.dayoo.com/", "http://news.dayoo.com/"),
    article_url=r"/\d{6}/\d{2}/\d+_\d+\.htm$",
    references=(
        Reference(
            year=2019,
            source=(
                "public spiders: /{month}/{day}/{n}_{n}.htm; .article-hd h1, "
                ".article-time-source, #text_content"
            ),
        ),
    ),
)
