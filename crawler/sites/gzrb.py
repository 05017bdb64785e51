"""贵州日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="gzrb",
    name="贵州日报",
    province="贵州",
    city="贵阳",
    organisation="贵州日报",
    domains=("szb.eyesnews.cn",),
    paper=Newspaper(editions=("http://szb.eyesnews.cn/pc/layout/%Y%m/%d/node_01.html",)),
    references=(Reference(year=2026, source="github:xingxingcan/Newspaper-downloader@131f6b3"),),
)
