"""农村大众, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="ncdz",
    name="农村大众",
    province="山东",
    city="济南",
    organisation="农村大众",
    domains=("paper.dzwww.com",),
    paper=Newspaper(index="http://paper.dzwww.com/ncdz/content/PaperIndex.htm"),
    paths=("/ncdz/",),
    references=(Reference(year=2026, source="public code: as 大众日报"),),
)
