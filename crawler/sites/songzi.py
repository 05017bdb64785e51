"""松滋's outlet on cjyun."""

from crawler.pages.families.cjyun import ARTICLE_URL, LIST_URL, THROTTLE_GROUP, CjyunArticlePage
from crawler.pages.families.cjyun_lists import CjyunListPage
from crawler.site import Reference, Site

SITE = Site(
    id="songzi",
    name="松滋（长江云）",
    province="湖北",
    domains=("songzi.cjyun.org", "m-songzi.cjyun.org"),
    lists=("http://m-songzi.cjyun.org/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(CjyunArticlePage,),
    list_page=CjyunListPage,
    throttle_group=THROTTLE_GROUP,
    references=(
        Reference(
            year=2020, source="public spiders: host m-songzi.cjyun.org, the same /p/{id}.html on both hosts"
        ),
    ),
)
