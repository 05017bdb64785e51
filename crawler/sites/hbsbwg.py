"""湖北省博物馆, the provincial museum: its own layout on cjyun, with catalogues in the addresses."""

from crawler.pages.families.cjyun import ARTICLE_URL, LIST_URL, THROTTLE_GROUP, CjyunArticlePage
from crawler.pages.families.cjyun_lists import CjyunListPage
from crawler.site import Reference, Site

SITE = Site(
    id="hbsbwg",
    name="湖北省博物馆",
    province="湖北",
    city="武汉",
    domains=("hbsbwg.cjyun.org", "m-hbsbwg.cjyun.org"),
    lists=("http://hbsbwg.cjyun.org/", "http://hbsbwg.cjyun.org/gzkg/index.html"),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(CjyunArticlePage,),
    list_page=CjyunListPage,
    throttle_group=THROTTLE_GROUP,
    references=(
        Reference(year=2024, source="public spiders: layout #mainarticle, lists #mainlist"),
        Reference(year=2026, source="the same, still in use"),
    ),
)
