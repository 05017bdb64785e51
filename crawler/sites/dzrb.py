"""大众日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="dzrb",
    name="大众日报",
    province="山东",
    city="济南",
    organisation="大众日报",
    domains=("paper.dzwww.com",),
    paper=Newspaper(index="http://paper.dzwww.com/dzrb/content/PaperIndex.htm"),
    paths=("/dzrb/",),
    references=(Reference(year=2026, source="public code: PaperIndex.htm leads to {yyyymmdd}/Page01….htm"),),
)
