"""菏泽网."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.pages.families.layouts import Layout
from crawler.site import Reference, Site


class HezeArticle(FounderArticlePage):
    layouts = (
        Layout(title=".titleArea h1", body=".neiRongArea"),
        Layout(title=".cont-h", body=".content"),
        Layout(title="td.bigText", body="#zoom"),
    )


SITE = Site(
    id="heze",
    name="菏泽网",
    province="山东",
    city="菏泽",
    domains=("www.heze.cn", "heze.cn", ".heze.cn"),
    lists=("http://www.heze.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(HezeArticle,),
    references=(
        Reference(
            year=2019,
            source="rule sets of 2018-19: .titleArea h1, .laiYuanArea, .neiRongArea; .cont-h, .content",
        ),
        Reference(year=2019, source="its addresses are Founder's: /{year}-{month}/{day}/content_{id}.htm"),
    ),
)
