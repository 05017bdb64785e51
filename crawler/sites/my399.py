"""哈尔滨新闻网."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.pages.families.layouts import Layout
from crawler.site import Reference, Site


class My399Article(FounderArticlePage):
    layouts = (Layout(title=".n8", body="#newscontent"),)


SITE = Site(
    id="my399",
    name="哈尔滨新闻网",
    province="黑龙江",
    city="哈尔滨",
    domains=("www.my399.com", "my399.com", ".my399.com"),
    lists=("http://www.my399.com/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(My399Article,),
    references=(
        Reference(year=2019, source="rule sets of 2018-19: .n8, .n10, #newscontent"),
        Reference(year=2019, source="its addresses are Founder's: /{year}-{month}/{day}/content_{id}.htm"),
    ),
)
