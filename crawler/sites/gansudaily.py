"""每日甘肃网, the site of the papers of Gansu."""

from crawler.pages.families.enorth import ARTICLE_URL, LIST_URL, EnorthArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="gansudaily",
    name="每日甘肃网",
    province="甘肃",
    domains=("www.gansudaily.com.cn", "gansudaily.com.cn", ".gansudaily.com.cn"),
    lists=("http://www.gansudaily.com.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(EnorthArticlePage,),
    references=(Reference(year=2019, source="rule sets of 2018-19: #nleft, #conter2018"),),
)
