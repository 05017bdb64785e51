"""行知长江示例, the invented outlet of `shengmei demo`: a cjyun outlet in two layouts, served on loopback."""

from crawler.pages.families.cjyun import ARTICLE_URL, LIST_URL, CjyunArticlePage
from crawler.pages.families.cjyun_lists import CjyunListPage
from crawler.site import Reference, Site

SITE = Site(
    id="demo",
    name="行知长江示例",
    province="湖北",
    organisation="行知广电融媒体",
    domains=("m.xingzhi.example", "www.xingzhi.example"),
    lists=(
        "http://m.xingzhi.example/",
        "http://m.xingzhi.example/yangtze/index.html",
        "http://m.xingzhi.example/country/index.html",
    ),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(CjyunArticlePage,),
    list_page=CjyunListPage,
    throttle_group="xingzhi.example",
    references=(Reference(year=2026, source="written for the demo"),),
)
