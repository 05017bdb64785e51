"""金羊网, the site of 羊城晚报."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.pages.lists.json_list import JsonList
from crawler.site import Reference, Site

SITE = Site(
    id="ycwb",
    name="金羊网",
    province="广东",
    city="广州",
    domains=("ycwb.com", ".ycwb.com"),
    lists=("http://ycwb.com/", "https://6api.ycwb.com/app_if/jy/getArticles?nodeid=1&pagesize=15"),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(FounderArticlePage,),
    json_lists=(
        JsonList(
            endpoint=r"/app_if/jy/getArticles\?",
            items="artiles",  # as the server spells it
            address="PUBURL",
            title="TITLE",
            time="PUBTIME",
        ),
    ),
    references=(
        Reference(
            year=2019, source="public spiders: h1, .source, #source_baidu, .main_article; 6api.ycwb.com"
        ),
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): "
                "6api.ycwb.com/app_if/jy/getArticles?nodeid=1&pagesize=15, artiles[].PUBURL, "
                "PUBTIME; .main_article"
            ),
        ),
    ),
)
