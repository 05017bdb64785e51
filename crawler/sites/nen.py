"""东北新闻网, of Liaoning."""

from crawler.pages.families.enorth import ARTICLE_URL, LIST_URL, EnorthArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="nen",
    name="东北新闻网",
    province="辽宁",
    domains=("www.nen.com.cn", "nen.com.cn", ".nen.com.cn"),
    lists=("http://www.nen.com.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(EnorthArticlePage,),
    references=(
        Reference(year=2019, source="rule sets of 2018-19: .text_title h1, #rwb_zw; .contentt, .contentcon"),
    ),
)
