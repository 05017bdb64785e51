"""重庆日报网."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="cqrb",
    name="重庆日报网",
    province="重庆",
    domains=("cqrb.cn", "www.cqrb.cn", ".cqrb.cn"),
    lists=("http://cqrb.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(FounderArticlePage,),
    references=(Reference(year=2019, source="rule sets of 2018-19: .dbt, .from, .edit, .contents"),),
)
