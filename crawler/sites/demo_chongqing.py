"""渝江示例网, an invented outlet of `shengmei demo`: meta in the head, served on loopback."""

from crawler.pages.families.meta_marked import MetaMarkedArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="demo_chongqing",
    name="渝江示例网",
    province="重庆",
    organisation="渝江示例网",
    domains=("www.yujiang.example", "yujiang.example"),
    lists=("http://www.yujiang.example/",),
    article_url=r"/article/\d{6}/\d+\.html$",
    article_pages=(MetaMarkedArticlePage,),
    throttle_group="yujiang.example",
    references=(Reference(year=2026, source="written for the demo"),),
)
