"""杭州网."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.pages.families.layouts import Layout
from crawler.site import Reference, Site


class HangzhouArticle(FounderArticlePage):
    layouts = (
        Layout(title=".tit", body=".zhengwen"),
        Layout(title=".tittle_18px", body="article"),
        Layout(title=".bcolor02", body=".wz14"),
    )


SITE = Site(
    id="hangzhou",
    name="杭州网",
    province="浙江",
    city="杭州",
    domains=("www.hangzhou.com.cn", "hangzhou.com.cn", ".hangzhou.com.cn"),
    lists=("http://www.hangzhou.com.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(HangzhouArticle,),
    references=(
        Reference(
            year=2019,
            source="rule sets of 2018-19: .tit, .zhengwen; .tittle_18px; .bcolor02, .wz14, meta publishdate",
        ),
    ),
)
