"""四川日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="scrb",
    name="四川日报",
    province="四川",
    city="成都",
    organisation="四川日报",
    domains=("epaper.scdaily.cn",),
    paper=Newspaper(editions=("https://epaper.scdaily.cn/shtml/scrb/%Y%m%d/vlist.html",)),
    references=(Reference(year=2026, source="github:xingxingcan/Newspaper-downloader@131f6b3"),),
)
