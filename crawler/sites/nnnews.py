"""南宁新闻网: cjyun's software outside Hubei, in a layout of its own. Who serves it is not known."""

from crawler.pages.families.cjyun import ARTICLE_URL, LIST_URL, CjyunArticlePage
from crawler.pages.families.cjyun_lists import CjyunListPage
from crawler.site import Reference, Site

SITE = Site(
    id="nnnews",
    name="南宁新闻网",
    province="广西",
    city="南宁",
    domains=("www.nnnews.net", "nnnews.net"),
    lists=("http://www.nnnews.net/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(CjyunArticlePage,),
    list_page=CjyunListPage,
    references=(
        Reference(
            year=2019, source="rule sets of 2018-19: div.xiangqing_dabiaoti h2, div.fxandtime_left, .editors"
        ),
    ),
)
