"""无锡新传媒, the site of 无锡日报."""

from crawler.pages.families.layouts import Layout
from crawler.pages.families.trs import TrsArticlePage
from crawler.site import Reference, Site


class WxrbArticle(TrsArticlePage):
    layouts = (Layout(body=".newscontent", editor=".editer"), *TrsArticlePage.layouts)


SITE = Site(
    id="wxrb",
    name="无锡新传媒",
    province="江苏",
    city="无锡",
    domains=("www.wxrb.com", "wxrb.com", ".wxrb.com"),
    lists=("http://www.wxrb.com/",),
    article_url=r"/(?:t?\d+_)?\d{4,}\.s?html?$",
    article_pages=(WxrbArticle,),
    references=(
        Reference(
            year=2019, source="rule sets of 2018-19: h1, .time_sour, .newscontent, .editer; .TRS_Editor"
        ),
    ),
)
