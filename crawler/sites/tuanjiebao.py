"""团结报, of Xiangxi."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.pages.families.layouts import Layout
from crawler.site import Reference, Site


class TuanjiebaoArticle(FounderArticlePage):
    layouts = (Layout(title=".t-l", body=".fujian2"),)


SITE = Site(
    id="tuanjiebao",
    name="团结报",
    province="湖南",
    city="湘西",
    domains=("www.tuanjiebao.com", "tuanjiebao.com", ".tuanjiebao.com"),
    lists=("http://www.tuanjiebao.com/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(TuanjiebaoArticle,),
    references=(
        Reference(year=2019, source="rule sets of 2018-19: .t-l, .t-s, .fujian2"),
        Reference(year=2019, source="its addresses are Founder's: /{year}-{month}/{day}/content_{id}.htm"),
    ),
)
