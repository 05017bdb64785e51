"""鄂州's outlet on cjyun."""

from crawler.pages.families.cjyun import ARTICLE_URL, LIST_URL, THROTTLE_GROUP, CjyunArticlePage
from crawler.pages.families.cjyun_lists import CjyunListPage
from crawler.site import Reference, Site

SITE = Site(
    id="ezhou",
    name="鄂州（长江云）",
    province="湖北",
    city="鄂州",
    domains=("ezhou.cjyun.org", "m-ezhou.cjyun.org"),
    lists=("http://m-ezhou.cjyun.org/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(CjyunArticlePage,),
    list_page=CjyunListPage,
    throttle_group=THROTTLE_GROUP,
    references=(
        Reference(
            year=2020, source="public spiders: host m-ezhou.cjyun.org, the same /p/{id}.html on both hosts"
        ),
    ),
)
