"""中国西藏网."""

from crawler.pages.families.trs import ARTICLE_URL, TrsArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="tibet",
    name="中国西藏网",
    domains=("tibet.cn", ".tibet.cn"),
    lists=("http://tibet.cn/",),
    article_url=ARTICLE_URL,
    article_pages=(TrsArticlePage,),
    references=(Reference(year=2019, source="spiders: .title_box h2, .info, #text; meta publishdate"),),
)
