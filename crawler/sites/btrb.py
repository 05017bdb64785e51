"""兵团日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="btrb",
    name="兵团日报",
    province="新疆",
    city="乌鲁木齐",
    organisation="兵团日报",
    domains=("epaper.bingtuannet.com",),
    paper=Newspaper(editions=("http://epaper.bingtuannet.com/pc/layout/%Y%m/%d/node_01.html",)),
    references=(Reference(year=2026, source="github:xingxingcan/Newspaper-downloader@131f6b3"),),
)
