"""新疆日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="xjrb",
    name="新疆日报",
    province="新疆",
    city="乌鲁木齐",
    organisation="新疆日报",
    domains=("xjrb.ts.cn",),
    paper=Newspaper(editions=("http://xjrb.ts.cn/xjrb/%Y%m%d/1.html",)),
    references=(
        Reference(year=2026, source="github:xingxingcan/Newspaper-downloader@131f6b3: GBK, li[pdf]"),
    ),
)
