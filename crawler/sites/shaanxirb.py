"""陕西日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="shaanxirb",
    name="陕西日报",
    province="陕西",
    city="西安",
    organisation="陕西日报",
    domains=("esb.sxdaily.com.cn",),
    paper=Newspaper(editions=("https://esb.sxdaily.com.cn/pc/layout/%Y%m/%d/node_01.html",)),
    references=(
        Reference(
            year=2026, source="github:xingxingcan/Newspaper-downloader@131f6b3; an address of 2026-05-13"
        ),
    ),
)
