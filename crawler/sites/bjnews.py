"""新京报网."""

from crawler.site import Reference, Site

SITE = Site(
    id="bjnews",
    name="新京报网",
    province="北京",
    domains=("www.bjnews.com.cn", "bjnews.com.cn", ".bjnews.com.cn"),
    lists=("https://www.bjnews.com.cn/",),
    article_url=r"^/detail/\d{14,17}\.html$|/\d{4}/\d{2}/\d{2}/\d+\.s?html?$",
    references=(
        Reference(
            year=2019, source=("public rule set of 2018-19: .title h1, .date, .author with 编辑：, .content")
        ),
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): /detail/{16 digits}.html, also on "
                "m.bjnews.com.cn; lists of columns as HTML, #waterfall-container .pin_demo > a"
            ),
        ),
    ),
)
