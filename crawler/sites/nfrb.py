"""南方日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="nfrb",
    name="南方日报",
    province="广东",
    city="广州",
    organisation="南方日报",
    domains=("epaper.nfnews.com",),
    paper=Newspaper(editions=("https://epaper.nfnews.com/nfdaily/html/%Y%m/%d/node_A01.html",)),
    references=(Reference(year=2026, source="github:xingxingcan/Newspaper-downloader@131f6b3"),),
)
