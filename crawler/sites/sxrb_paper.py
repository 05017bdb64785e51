"""山西日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="sxrb_paper",
    name="山西日报",
    province="山西",
    city="太原",
    organisation="山西日报",
    domains=("epaper.sxrb.com",),
    paper=Newspaper(editions=("http://epaper.sxrb.com/shtml/sxrb/%Y%m%d/v01.shtml",)),
    paths=("/shtml/sxrb/",),
    references=(
        Reference(year=2023, source="github:xiaoxiaosuaxuan/newscrapy@5351074 (grammar)"),
        Reference(year=2026, source="github:xingxingcan/Newspaper-downloader@131f6b3 (host)"),
    ),
)
