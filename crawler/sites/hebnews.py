"""河北新闻网, the site of 河北日报."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.pages.families.layouts import Layout
from crawler.site import Reference, Site


class HebnewsArticle(FounderArticlePage):
    layouts = (
        Layout(title="#title", body=".content"),
        Layout(body="body:has(.post_source) .text"),
    )


SITE = Site(
    id="hebnews",
    name="河北新闻网",
    province="河北",
    city="石家庄",
    domains=("www.hebnews.cn", "hebnews.cn", ".hebnews.cn"),
    lists=("http://www.hebnews.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(HebnewsArticle,),
    references=(
        Reference(year=2019, source="rules of 2018-19: h1, .post_source, .text, .editor; #title, #relate"),
        Reference(year=2026, source="addresses seen: /{year}-{month}/{day}/content_{id}.htm"),
    ),
)
