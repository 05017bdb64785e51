"""半岛网."""

from crawler.site import Reference, Site

SITE = Site(
    id="bandao",
    name="半岛网",
    province="山东",
    city="青岛",
    domains=("www.bandao.cn", "bandao.cn", ".bandao.cn"),
    lists=("http://www.bandao.cn/",),
    article_url=r"/\d*/?(?:news_)?[\d_]+\.s?html?$",
    references=(
        Reference(
            year=2019,
            source=(
                "public rule set of 2018-19: .neiHeader h1, #pubtime_baidu, "
                "#source_baidu, #textContent; .content-main h1, .content-text"
            ),
        ),
    ),
)
