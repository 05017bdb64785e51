"""新花城, the app of 广州日报. The form of its addresses is not known: its JSON list says what is shared."""

from crawler.pages.lists.json_list import JsonList, Paging
from crawler.site import Reference, Site

SITE = Site(
    id="gzdaily",
    name="新花城",
    province="广东",
    city="广州",
    organisation="广州日报",
    domains=("www.gzdaily.cn", "app.gzdaily.cn"),
    lists=("https://app.gzdaily.cn/app_if/getArticles?columnId=74&page=1",),
    article_url=r"^/(?!app_if/)(?:[\w-]+/)*(?=[\w-]*\d{4})[\w-]+(?:\.s?html?)?(?:\?|$)",
    json_lists=(
        JsonList(
            endpoint=r"/app_if/getArticles\?",
            items="list",
            address="shareUrl",
            title="title",
            time="publishtime",
            page=Paging(parameter="page"),
        ),
    ),
    references=(
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): /app_if/getArticles?columnId=74&page=1, "
                "list[].shareUrl, publishtime, arthorName (empty late at night); .abstract, .article"
            ),
        ),
    ),
)
