"""中国兰州网."""

from crawler.site import Reference, Site

SITE = Site(
    id="lanzhou",
    name="中国兰州网",
    province="甘肃",
    city="兰州",
    domains=("www.lanzhou.cn", "lanzhou.cn", ".lanzhou.cn"),
    lists=("http://www.lanzhou.cn/",),
    article_url=r"/\d+\.s?html?$",
    references=(
        Reference(
            year=2019,
            source=(
                "public rule set of 2018-19: #main h1, .con_top 稿源：, "
                ".main_con; #biaotiy h1, #biaotiyx, .neirongkuang"
            ),
        ),
    ),
)
