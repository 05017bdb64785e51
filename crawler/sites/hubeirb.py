"""湖北日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="hubeirb",
    name="湖北日报",
    province="湖北",
    city="武汉",
    organisation="湖北日报",
    domains=("epaper.hubeidaily.net",),
    paper=Newspaper(editions=("https://epaper.hubeidaily.net/pc/column/%Y%m/%d/node_01.html",)),
    references=(
        Reference(year=2026, source="github:xingxingcan/Newspaper-downloader@131f6b3; addresses of 2024-25"),
    ),
)
