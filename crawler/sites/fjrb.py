"""福建日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="fjrb",
    name="福建日报",
    province="福建",
    city="福州",
    organisation="福建日报",
    domains=("fjrb.fjdaily.com",),
    paper=Newspaper(editions=("https://fjrb.fjdaily.com/pc/col/%Y%m/%d/node_01.html",)),
    references=(
        Reference(
            year=2026,
            source="github:xingxingcan/Newspaper-downloader@131f6b3; npm rsshub@1.0.0-master.f99e982",
        ),
    ),
)
