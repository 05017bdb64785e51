"""正北方网."""

from crawler.site import Reference, Site

SITE = Site(
    id="northnews",
    name="正北方网",
    province="内蒙古",
    domains=("www.northnews.cn", "northnews.cn", ".northnews.cn"),
    lists=("http://www.northnews.cn/",),
    article_url=r"/\d{4,6}/\d{2,4}/\d+\.s?html?$",
    references=(
        Reference(
            year=2019,
            source=(
                "public rule set of 2018-19: .l-cont h1, .name span, .at01, .zhengwen; .wz-tit h1, .auth"
            ),
        ),
    ),
)
