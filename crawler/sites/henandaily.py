"""河南日报网."""

from crawler.site import Reference, Site

SITE = Site(
    id="henandaily",
    name="河南日报网",
    province="河南",
    domains=("www.henandaily.cn", "henandaily.cn", ".henandaily.cn"),
    lists=("http://www.henandaily.cn/",),
    article_url=r"^/content/(?:\w+/)?\d{4}/\d{4}/\d+\.html$",
    list_url=r"^/content/\w+/$",
    references=(
        Reference(
            year=2022,
            source=("a saved page: h1.content-title, .content-time, .content-source, .content-content"),
        ),
    ),
)
