"""鹰潭新闻网."""

from crawler.site import Reference, Site

SITE = Site(
    id="ytnews",
    name="鹰潭新闻网",
    province="江西",
    city="鹰潭",
    domains=("www.ytnews.cn", "ytnews.cn", ".ytnews.cn"),
    lists=("http://www.ytnews.cn/",),
    article_url=r"/\d{4}/\d{4}/\d+\.s?html?$",
    references=(
        Reference(
            year=2019,
            source=("public rule set of 2018-19: .ytnews_main_title, .ytnews_main_note, #ytnews_main_cont"),
        ),
    ),
)
