"""亚心网."""

from crawler.site import Reference, Site

SITE = Site(
    id="iyaxin",
    name="亚心网",
    province="新疆",
    city="乌鲁木齐",
    domains=("www.iyaxin.com", "iyaxin.com", ".iyaxin.com"),
    lists=("http://www.iyaxin.com/",),
    article_url=r"/(?=[\w-]*\d)[\w-]+\.s?html?$",
    references=(
        Reference(
            year=2019,
            source=(
                "public rule set of 2018-19: .htitle, #pubtime_baidu, "
                "#source_baidu, #author_baidu, .article-detail, #editor_baidu"
            ),
        ),
    ),
)
