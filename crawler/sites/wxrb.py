"""无锡新传媒, the site of 无锡日报."""

from crawler.pages.families.layouts import Theme
from crawler.pages.families.trs import TrsArticlePage
from crawler.site import Evidence, Site


class WxrbArticle(TrsArticlePage):
    themes = (Theme(body=".newscontent", editor=".editer"), *TrsArticlePage.themes)


SITE = Site(
    id="wxrb",
    name="无锡新传媒",
    province="江苏",
    city="无锡",
    domains=("www.wxrb.com", "wxrb.com", ".wxrb.com"),
    lists=("http://www.wxrb.com/",),
    article_url=r"/(?:t?\d+_)?\d{4,}\.s?html?$",
    article_pages=(WxrbArticle,),
    evidence=(
        Evidence(
            year=2019, source="rule sets of 2018-19: h1, .time_sour, .newscontent, .editer; .TRS_Editor"
        ),
    ),
)
