"""内蒙古广播电视台 (奔腾融媒)."""

from crawler.pages.families.hoge import ARTICLE_URL, HogeArticlePage
from crawler.pages.lists.json_list import JsonList, Paging
from crawler.site import Reference, Site

SITE = Site(
    id="nmtv",
    name="内蒙古广播电视台",
    province="内蒙古",
    city="呼和浩特",
    domains=("www.nmtv.cn", ".nmtv.cn"),
    lists=("https://mapi.m2oplus.nmtv.cn/api/v1/contents.php?offset=0&count=100&column_id=877",),
    article_url=ARTICLE_URL,
    article_pages=(HogeArticlePage,),
    json_lists=(
        JsonList(
            endpoint=r"/api/v1/contents\.php\?",
            items="@",
            address="content_url",
            title="title",
            time="publish_time",
            page=Paging(parameter="offset", first=0, step=100, most=10),
        ),
    ),
    references=(
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): "
                "/api/v1/contents.php?offset=0&count=100&column_id=877, content_url"
            ),
        ),
        Reference(
            year=2024,
            source=("public spiders: title, content_url, publish_time; .article-title h1, .article-main"),
        ),
    ),
)
