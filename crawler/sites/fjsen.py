"""东南网, the portal of Fujian."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="fjsen",
    name="东南网",
    province="福建",
    domains=("www.fjsen.com", "fjsen.com", ".fjsen.com"),
    lists=("http://www.fjsen.com/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(FounderArticlePage,),
    references=(
        Reference(
            year=2019,
            source=(
                "public spiders: Founder's addresses, #pubtime_baidu, .cont-news, #zoom, .zw, #displaypagenum"
            ),
        ),
    ),
)
