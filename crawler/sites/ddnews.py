"""丹东新闻网."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.pages.families.layouts import Layout
from crawler.site import Reference, Site


class DdnewsArticle(FounderArticlePage):
    layouts = (Layout(title=".infotitle", body=".contfont", source=".source a"),)


SITE = Site(
    id="ddnews",
    name="丹东新闻网",
    province="辽宁",
    city="丹东",
    domains=("www.ddnews.com.cn", "ddnews.com.cn", ".ddnews.com.cn"),
    lists=("http://www.ddnews.com.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(DdnewsArticle,),
    references=(
        Reference(year=2019, source="rule sets of 2018-19: .infotitle, .source, .contfont"),
        Reference(year=2019, source="its addresses are Founder's: /{year}-{month}/{day}/content_{id}.htm"),
    ),
)
