"""新民网."""

from crawler.site import Reference, Site

SITE = Site(
    id="xinmin",
    name="新民网",
    province="上海",
    domains=("www.xinmin.cn", "xinmin.cn", ".xinmin.cn"),
    lists=("http://www.xinmin.cn/",),
    article_url=r"/\d{4}/\d{2}/\d{2}/\d+\.s?html?$",
    references=(Reference(year=2019, source="rule sets of 2018-19: .a_title, .info, .a_content"),),
)
