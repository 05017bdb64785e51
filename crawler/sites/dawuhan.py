"""大武汉, an application whose shared pages have the addresses of cjyun; no list of it is known."""

from crawler.pages.families.cjyun import ARTICLE_URL, LIST_URL, THROTTLE_GROUP, CjyunArticlePage
from crawler.pages.families.cjyun_lists import CjyunListPage
from crawler.site import Reference, Site

SITE = Site(
    id="dawuhan",
    name="大武汉",
    province="湖北",
    city="武汉",
    domains=("app.dawuhanapp.com",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(CjyunArticlePage,),
    list_page=CjyunListPage,
    throttle_group=THROTTLE_GROUP,
    references=(Reference(year=2020, source="shared pages: app.dawuhanapp.com/p/{id}.html"),),
)
