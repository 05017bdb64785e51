"""青岛新闻网."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.pages.families.layouts import Layout
from crawler.site import Reference, Site


class QingdaonewsArticle(FounderArticlePage):
    layouts = (Layout(body="#endText"), Layout(body=".m-ct.mb80"))


SITE = Site(
    id="qingdaonews",
    name="青岛新闻网",
    province="山东",
    city="青岛",
    domains=("www.qingdaonews.com", "qingdaonews.com", ".qingdaonews.com"),
    lists=("http://www.qingdaonews.com/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(QingdaonewsArticle,),
    references=(
        Reference(year=2019, source="rule sets of 2018-19: h1, *_baidu, #endText; .m-ct.mb80"),
        Reference(year=2019, source="its addresses are Founder's: /{year}-{month}/{day}/content_{id}.htm"),
    ),
)
