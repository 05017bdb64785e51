"""中安在线, the portal of Anhui; each of its cities has a host of its own."""

from crawler.pages.families.trs import ARTICLE_URL, TrsArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="anhuinews",
    name="中安在线",
    province="安徽",
    city="合肥",
    organisation="中安在线",
    domains=("ah.anhuinews.com", "www.anhuinews.com", ".anhuinews.com"),
    lists=("https://ah.anhuinews.com/",),
    article_url=ARTICLE_URL,
    article_pages=(TrsArticlePage,),
    references=(Reference(year=2025, source="public code: /…/{month}/t{day}_{id}.html"),),
)
