"""中国吉林网."""

from crawler.pages.families.layouts import Layout
from crawler.pages.families.trs import TrsArticlePage
from crawler.site import Reference, Site


class CnjiwangArticle(TrsArticlePage):
    layouts = (
        Layout(title=".sp_zwtt", body=".sp_zwleft", published=".sp_zwdate", source=".sp_zwdate"),
        Layout(title=".gysjnews_tit", body=".gysjnews_sp"),
        Layout(body=".content"),
    )


SITE = Site(
    id="cnjiwang",
    name="中国吉林网",
    province="吉林",
    domains=("www.cnjiwang.com", "cnjiwang.com", ".cnjiwang.com"),
    lists=("http://www.cnjiwang.com/",),
    article_url=r"/\d{6,8}/\d+(?:_\d{1,2})?\.s?html?$",
    article_pages=(CnjiwangArticle,),
    references=(
        Reference(year=2019, source="rule sets of 2018-19: h1, .zxdata, .content; .sp_zwtt; .gysjnews_tit"),
    ),
)
