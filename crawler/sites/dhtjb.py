"""德宏团结报."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.pages.families.layouts import Layout
from crawler.site import Reference, Site


class DhtjbArticle(FounderArticlePage):
    layouts = (
        Layout(
            title="#title",
            body="#content",
            published="#publishTime",
            source="#mediaName",
            author="#authorName",
        ),
    )


SITE = Site(
    id="dhtjb",
    name="德宏团结报",
    province="云南",
    city="德宏",
    domains=("www.dhtjb.com", "dhtjb.com", ".dhtjb.com"),
    lists=("http://www.dhtjb.com/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(DhtjbArticle,),
    references=(
        Reference(
            year=2019, source="rule sets of 2018-19: #title, #publishTime, #mediaName, #authorName, #content"
        ),
        Reference(year=2019, source="its addresses are Founder's: /{year}-{month}/{day}/content_{id}.htm"),
    ),
)
