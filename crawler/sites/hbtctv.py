"""通城's outlet on cjyun: all its ids were walked once, so kinds and layouts are best known here."""

from crawler.pages.families.cjyun import ARTICLE_URL, LIST_URL, THROTTLE_GROUP, CjyunArticlePage
from crawler.pages.families.cjyun_lists import CjyunListPage
from crawler.site import Reference, Site

SITE = Site(
    id="hbtctv",
    name="云上通城",
    province="湖北",
    domains=("www.hbtctv.cn", "m.hbtctv.cn", "hbtctv.cn"),
    lists=("http://www.hbtctv.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(CjyunArticlePage,),
    list_page=CjyunListPage,
    throttle_group=THROTTLE_GROUP,
    references=(
        Reference(
            year=2026,
            source="census of the whole site: kinds of content, article, gallery, video and live markup",
        ),
        Reference(year=2026, source="public spiders: items of the home page"),
    ),
)
