"""赣鄱示例网, an invented outlet of `shengmei demo`: TRS, served on loopback."""

from crawler.pages.families.trs import ARTICLE_URL, TrsArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="demo_jiangxi",
    name="赣鄱示例网",
    province="江西",
    city="南昌",
    organisation="赣鄱示例网",
    domains=("www.ganpo.example", "ganpo.example"),
    lists=("http://www.ganpo.example/",),
    article_url=ARTICLE_URL,
    article_pages=(TrsArticlePage,),
    throttle_group="ganpo.example",
    references=(Reference(year=2026, source="written for the demo"),),
)
