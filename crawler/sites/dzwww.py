"""大众网, the portal of Shandong; each of its cities has a host of its own."""

from crawler.pages.families.trs import ARTICLE_URL, TrsArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="dzwww",
    name="大众网",
    province="山东",
    city="济南",
    organisation="大众网",
    domains=("sd.dzwww.com", "www.dzwww.com", ".dzwww.com"),
    lists=("https://sd.dzwww.com/",),
    article_url=ARTICLE_URL,
    article_pages=(TrsArticlePage,),
    references=(Reference(year=2026, source="public code: /…/{month}/t{day}_{id}.htm"),),
)
