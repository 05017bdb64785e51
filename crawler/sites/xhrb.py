"""新华日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="xhrb",
    name="新华日报",
    province="江苏",
    city="南京",
    organisation="新华日报",
    domains=("xh.xhby.net",),
    paper=Newspaper(editions=("http://xh.xhby.net/pc/layout/%Y%m/%d/node_01.html",)),
    references=(Reference(year=2026, source="github:xingxingcan/Newspaper-downloader@131f6b3"),),
)
