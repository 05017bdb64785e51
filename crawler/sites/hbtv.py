"""湖北广播电视台 (长江云), the first outlet on cjyun. The markup of today's article layout is not known."""

from crawler.pages.families.cjyun import ARTICLE_URL, LIST_URL, THROTTLE_GROUP, CjyunArticlePage
from crawler.pages.families.cjyun_lists import CjyunListPage
from crawler.site import Reference, Site

SITE = Site(
    id="hbtv",
    name="湖北广播电视台（长江云）",
    province="湖北",
    city="武汉",
    organisation="湖北广电融媒体",
    domains=("m.hbtv.com.cn", "news.hbtv.com.cn", "www.hbtv.com.cn", "hbtv.com.cn"),
    lists=("https://news.hbtv.com.cn/", "https://news.hbtv.com.cn/cjy_hbxw/index.html"),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(CjyunArticlePage,),
    list_page=CjyunListPage,
    throttle_group=THROTTLE_GROUP,
    references=(
        Reference(year=2020, source="public spiders: /p/{id}.html, layout g-container"),
        Reference(year=2026, source="public spiders: list news.hbtv.com.cn/cjy_hbxw/index.html"),
    ),
)
