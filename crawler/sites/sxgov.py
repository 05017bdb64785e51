"""黄河新闻网, of Shanxi."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.pages.families.layouts import Layout
from crawler.site import Reference, Site


class SxgovArticle(FounderArticlePage):
    layouts = (
        Layout(title=".dahei", body=".Newsfont"),
        Layout(title=".woietitle h2", body=".woieconent"),
        Layout(title=".nr_title", body=".nr_line"),
    )


SITE = Site(
    id="sxgov",
    name="黄河新闻网",
    province="山西",
    domains=("www.sxgov.cn", "sxgov.cn", ".sxgov.cn"),
    lists=("http://www.sxgov.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(SxgovArticle,),
    references=(
        Reference(year=2019, source="rule sets of 2018-19: .dahei, .Newsfont; .nr_title, .nr_line; *_baidu"),
    ),
)
