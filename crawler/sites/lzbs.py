"""兰州新闻网."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.pages.families.layouts import Layout
from crawler.site import Reference, Site


class LzbsArticle(FounderArticlePage):
    layouts = (Layout(title=".title", body=".articalCont", published=".message", source=".articalWrite"),)


SITE = Site(
    id="lzbs",
    name="兰州新闻网",
    province="甘肃",
    city="兰州",
    domains=("www.lzbs.com.cn", "lzbs.com.cn", ".lzbs.com.cn"),
    lists=("http://www.lzbs.com.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(LzbsArticle,),
    references=(
        Reference(year=2019, source="rule sets of 2018-19: .title, .message, .articalWrite, .articalCont"),
        Reference(year=2019, source="its addresses are Founder's: /{year}-{month}/{day}/content_{id}.htm"),
    ),
)
