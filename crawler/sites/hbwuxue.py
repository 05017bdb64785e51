"""武穴's outlet on cjyun."""

from crawler.pages.families.cjyun import ARTICLE_URL, LIST_URL, THROTTLE_GROUP, CjyunArticlePage
from crawler.pages.families.cjyun_lists import CjyunListPage
from crawler.site import Reference, Site

SITE = Site(
    id="hbwuxue",
    name="武穴（长江云）",
    province="湖北",
    domains=("m.hbwuxue.com", "www.hbwuxue.com", "hbwuxue.com"),
    lists=("http://m.hbwuxue.com/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(CjyunArticlePage,),
    list_page=CjyunListPage,
    throttle_group=THROTTLE_GROUP,
    references=(
        Reference(year=2020, source="public spiders: host m.hbwuxue.com, one /p/{id}.html on both hosts"),
    ),
)
