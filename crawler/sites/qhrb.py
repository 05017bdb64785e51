"""青海日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="qhrb",
    name="青海日报",
    province="青海",
    city="西宁",
    organisation="青海日报",
    domains=("epaper.tibet3.com",),
    paper=Newspaper(editions=("https://epaper.tibet3.com/qhrb/html/%Y%m/%d/node_1.html",)),
    paths=("/qhrb/",),
    references=(
        Reference(year=2023, source="github:xiaoxiaosuaxuan/newscrapy@5351074"),
        Reference(year=2026, source="github:xingxingcan/Newspaper-downloader@131f6b3 (host)"),
    ),
)
