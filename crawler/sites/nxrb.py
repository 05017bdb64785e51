"""宁夏日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="nxrb",
    name="宁夏日报",
    province="宁夏",
    city="银川",
    organisation="宁夏日报",
    domains=("szb.nxrb.cn",),
    paper=Newspaper(editions=("https://szb.nxrb.cn/nxrb/pc/layout/%Y%m/%d/node_01.html",)),
    references=(
        Reference(year=2023, source="github:xiaoxiaosuaxuan/newscrapy@5351074"),
        Reference(year=2026, source="github:xingxingcan/Newspaper-downloader@131f6b3"),
    ),
)
