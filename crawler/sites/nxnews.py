"""宁夏新闻网, the portal of Ningxia."""

from crawler.pages.families.trs import ARTICLE_URL, TrsArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="nxnews",
    name="宁夏新闻网",
    province="宁夏",
    domains=("www.nxnews.net", "nxnews.net", ".nxnews.net"),
    lists=("http://www.nxnews.net/",),
    article_url=ARTICLE_URL,
    article_pages=(TrsArticlePage,),
    references=(
        Reference(year=2019, source="public spiders: TRS's addresses, .zwbt, .listblackf14h25, .article"),
    ),
)
