"""深圳新闻网, of 深圳特区报业集团."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="sznews",
    name="深圳新闻网",
    province="广东",
    city="深圳",
    organisation="深圳新闻网",
    domains=("www.sznews.com", "news.sznews.com", ".sznews.com"),
    lists=("https://www.sznews.com/", "https://news.sznews.com/"),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(FounderArticlePage,),
    references=(
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): /ranking/{day}.json, data[].TITLE, URL; "
                ".article-content, .a_source, .a_time"
            ),
        ),
        Reference(year=2024, source="public spiders: h1.h1-news, .share-date, .article-content"),
    ),
)
