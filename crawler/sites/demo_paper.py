"""淮上示例日报, the invented newspaper of `shengmei demo`: an edition of two pages, served on loopback."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="demo_paper",
    name="淮上示例日报",
    province="安徽",
    city="蚌埠",
    organisation="淮上示例日报",
    domains=("epaper.huaishang.example",),
    paper=Newspaper(editions=("http://epaper.huaishang.example/pc/layout/%Y%m/%d/node_01.html",)),
    throttle_group="huaishang.example",
    references=(Reference(year=2026, source="written for the demo"),),
)
