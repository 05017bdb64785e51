"""解放日报, by its editions."""

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

SITE = Site(
    id="jfrb",
    name="解放日报",
    province="上海",
    city="上海",
    organisation="解放日报",
    domains=("www.jfdaily.com",),
    paper=Newspaper(
        editions=("https://www.jfdaily.com/journal/%Y-%m-%d/getJournalPage.do?page=01&code=jfrb",)
    ),
    paths=(
        "/journal/",
        "/staticsg/res/html/journal/",
    ),
    references=(
        Reference(
            year=2026,
            source="public code: getJournalPage.do gives pagelist, articlelist; a script makes detail.html",
        ),
    ),
)
