"""西藏日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="xzrb",
    name="西藏日报",
    province="西藏",
    city="拉萨",
    organisation="西藏日报",
    domains=("e.xzxw.com",),
    paper=Newspaper(editions=("http://e.xzxw.com/xzrb/%Y%m/%d/node_01.html",)),
    references=(Reference(year=2026, source="github:xingxingcan/Newspaper-downloader@131f6b3"),),
)
