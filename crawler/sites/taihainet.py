"""台海网."""

from crawler.site import Reference, Site

SITE = Site(
    id="taihainet",
    name="台海网",
    province="福建",
    city="厦门",
    domains=("www.taihainet.com", "taihainet.com", ".taihainet.com"),
    lists=("http://www.taihainet.com/",),
    article_url=r"/\d{4}-\d{2}-\d{2}/\d+\.html$",
    references=(
        Reference(
            year=2019,
            source=(
                "public rule set of 2018-19: .wrapper h1, time, "
                ".source_baidu, .editors, .article-content, .article-footer 责任编辑："
            ),
        ),
    ),
)
