"""宝鸡网: cjyun's software outside Hubei, in a layout of its own. Who serves it is not known."""

from crawler.pages.families.cjyun import ARTICLE_URL, LIST_URL, CjyunArticlePage
from crawler.pages.families.cjyun_lists import CjyunListPage
from crawler.site import Reference, Site

SITE = Site(
    id="baojinews",
    name="宝鸡网",
    province="陕西",
    city="宝鸡",
    domains=("www.baojinews.com", "baojinews.com"),
    lists=("http://www.baojinews.com/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(CjyunArticlePage,),
    list_page=CjyunListPage,
    references=(Reference(year=2019, source="rule sets of 2018-19: .g-detailtit h2, 时间：, .g-con"),),
)
