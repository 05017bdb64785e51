"""天津日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="tjrb",
    name="天津日报",
    province="天津",
    city="天津",
    organisation="天津日报",
    domains=(
        "epaper.tianjinwe.com",
        "tianjinwe.tjyun.com",
    ),
    paper=Newspaper(editions=("http://epaper.tianjinwe.com/tjrb/html/%Y-%m/%d/node_1.htm",)),
    references=(Reference(year=2026, source="github:xingxingcan/Newspaper-downloader@131f6b3"),),
)
