"""大连新闻网."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.pages.families.layouts import Layout
from crawler.site import Reference, Site


class DlxwwArticle(FounderArticlePage):
    layouts = (Layout(title=".page_content h1", body=".page_maincontent"),)


SITE = Site(
    id="dlxww",
    name="大连新闻网",
    province="辽宁",
    city="大连",
    domains=("www.dlxww.com", "dlxww.com", ".dlxww.com"),
    lists=("http://www.dlxww.com/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(DlxwwArticle,),
    references=(
        Reference(year=2019, source="rule sets of 2018-19: .page_content h1, .page_tools, .page_maincontent"),
        Reference(year=2019, source="its addresses are Founder's: /{year}-{month}/{day}/content_{id}.htm"),
    ),
)
