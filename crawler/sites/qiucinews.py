"""新疆龟兹网."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.pages.families.layouts import Layout
from crawler.site import Reference, Site


class QiucinewsArticle(FounderArticlePage):
    layouts = (Layout(title=".title_con", body=".content_con"),)


SITE = Site(
    id="qiucinews",
    name="新疆龟兹网",
    province="新疆",
    domains=("www.qiucinews.com", "qiucinews.com", ".qiucinews.com"),
    lists=("http://www.qiucinews.com/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(QiucinewsArticle,),
    references=(
        Reference(year=2019, source="rule sets of 2018-19: .title_con, .xx_con, .content_con, .bj_con"),
        Reference(year=2019, source="its addresses are Founder's: /{year}-{month}/{day}/content_{id}.htm"),
    ),
)
