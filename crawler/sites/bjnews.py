"""新京报网."""

from crawler.site import Reference, Site

SITE = Site(
    id="bjnews",
    name="新京报网",
    province="北京",
    domains=("www.bjnews.com.cn", "bjnews.com.cn", ".bjnews.com.cn"),
    lists=("http://www.bjnews.com.cn/",),
    article_url=r"/\d{4}/\d{2}/\d{2}/\d+\.s?html?$",
    references=(
        Reference(
            year=2019, source=("public rule set of 2018-19: .title h1, .date, .author with 编辑：, .content")
        ),
    ),
)
