"""东北网, the portal of Heilongjiang."""

from crawler.pages.families.enorth import ARTICLE_URL, LIST_URL, EnorthArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="dbw",
    name="东北网",
    province="黑龙江",
    domains=("www.dbw.cn", "dbw.cn", ".dbw.cn"),
    lists=("https://www.dbw.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(EnorthArticlePage,),
    references=(
        Reference(year=2019, source="rule sets of 2018-19: .tt_news, .neirong"),
        Reference(year=2024, source="a saved page: .end-k h1, .time.hui, .qhui"),
    ),
)
