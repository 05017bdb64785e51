"""澎湃新闻."""

from crawler.pages.families.thepaper import ARTICLE_URL, ThepaperArticlePage
from crawler.pages.lists.json_list import JsonList
from crawler.pages.lists.posted import Post
from crawler.site import Reference, Site

# 中国政库, 直击现场, 法治中国, 绿政公署, 人事风向, 浦江头条
NODES = (25462, 25428, 25426, 25425, 25423, 25422)

SITE = Site(
    id="thepaper",
    name="澎湃新闻",
    province="上海",
    organisation="澎湃新闻",
    domains=("www.thepaper.cn", "m.thepaper.cn", "thepaper.cn", "api.thepaper.cn"),
    lists=(
        "https://www.thepaper.cn/",
        *(f"https://api.thepaper.cn/contentapi/nodeCont/getByNodeIdPortal?nodeId={node}" for node in NODES),
    ),
    json_lists=(
        JsonList(
            endpoint=r"/contentapi/nodeCont/getByNodeIdPortal\?",
            post=Post(body='{"nodeId": "{nodeId}"}'),
            items="data.list",
            share="https://www.thepaper.cn/newsDetail_forward_{contId}",
            title="name",
            time="pubTimeLong",
        ),
    ),
    article_url=ARTICLE_URL,
    list_url=r"^/list_\d+$",
    article_pages=(ThepaperArticlePage,),
    references=(
        Reference(year=2020, source="a saved page: h1.news_title, .news_about, .news_txt"),
        Reference(year=2024, source="public spiders: script#__NEXT_DATA__, contentDetail; lists /list_{id}"),
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): /newsDetail_forward_{id}; lists by "
                "POST at api.thepaper.cn, nodeId; contId, name, pubTimeLong"
            ),
        ),
    ),
)
