"""贵阳网."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="gywb",
    name="贵阳网",
    province="贵州",
    city="贵阳",
    domains=("www.gywb.cn", "gywb.cn", ".gywb.cn"),
    lists=("http://www.gywb.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(FounderArticlePage,),
    references=(
        Reference(year=2019, source="rule sets of 2018-19: .g-content-t, .g-content-c, #pubtime_baidu"),
    ),
)
