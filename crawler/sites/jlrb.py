"""吉林日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="jlrb",
    name="吉林日报",
    province="吉林",
    city="长春",
    organisation="吉林日报",
    domains=("jlrbszb.dajilin.com",),
    paper=Newspaper(editions=("http://jlrbszb.dajilin.com/pc/paper/layout/%Y%m/%d/node_01.html",)),
    references=(
        Reference(
            year=2026, source="github:xingxingcan/Newspaper-downloader@131f6b3; an address of 2026-04-25"
        ),
    ),
)
