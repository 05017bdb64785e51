"""重庆日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="cqrb_paper",
    name="重庆日报",
    province="重庆",
    city="重庆",
    organisation="重庆日报",
    domains=("epaper.cqrb.cn",),
    paper=Newspaper(editions=("https://epaper.cqrb.cn/cqrb/%Y-%m/%d/001/node.htm",)),
    references=(
        Reference(year=2023, source="github:xiaoxiaosuaxuan/newscrapy@5351074 (grammar)"),
        Reference(year=2026, source="github:xingxingcan/Newspaper-downloader@131f6b3 (host)"),
    ),
)
