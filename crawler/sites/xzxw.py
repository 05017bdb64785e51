"""中国西藏新闻网, of 西藏日报社."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="xzxw",
    name="中国西藏新闻网",
    province="西藏",
    city="拉萨",
    organisation="中国西藏新闻网",
    domains=("www.xzxw.com",),
    lists=("https://www.xzxw.com/xw/xzyw/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(FounderArticlePage,),
    references=(
        Reference(year=2025, source="public code: /xw/{category}/{year}-{month}/{day}/content_{id}.html"),
        Reference(year=2026, source="list of provincial portals"),
    ),
)
