"""谷城's outlet on cjyun; only its mobile host is known."""

from crawler.pages.families.cjyun import ARTICLE_URL, LIST_URL, THROTTLE_GROUP, CjyunArticlePage
from crawler.pages.families.cjyun_lists import CjyunListPage
from crawler.site import Reference, Site

SITE = Site(
    id="guchengnews",
    name="谷城新闻（长江云）",
    province="湖北",
    domains=("wap.guchengnews.com",),
    lists=("http://wap.guchengnews.com/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(CjyunArticlePage,),
    list_page=CjyunListPage,
    throttle_group=THROTTLE_GROUP,
    references=(Reference(year=2020, source="public spiders: host wap.guchengnews.com"),),
)
