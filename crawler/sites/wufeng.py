"""五峰's outlet on cjyun."""

from crawler.pages.families.cjyun import ARTICLE_URL, LIST_URL, THROTTLE_GROUP, CjyunArticlePage
from crawler.pages.families.cjyun_lists import CjyunListPage
from crawler.site import Reference, Site

SITE = Site(
    id="wufeng",
    name="五峰（长江云）",
    province="湖北",
    domains=("wufeng.cjyun.org", "m-wufeng.cjyun.org"),
    lists=("http://m-wufeng.cjyun.org/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(CjyunArticlePage,),
    list_page=CjyunListPage,
    throttle_group=THROTTLE_GROUP,
    references=(
        Reference(
            year=2020, source="public spiders: host m-wufeng.cjyun.org, the same /p/{id}.html on both hosts"
        ),
    ),
)
