"""克拉玛依网."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.pages.families.layouts import Theme
from crawler.site import Evidence, Site


class KelamayiArticle(FounderArticlePage):
    themes = (Theme(title=".biaoti", body=".nr"),)


SITE = Site(
    id="kelamayi",
    name="克拉玛依网",
    province="新疆",
    city="克拉玛依",
    domains=("www.kelamayi.com.cn", "kelamayi.com.cn", ".kelamayi.com.cn"),
    lists=("http://www.kelamayi.com.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(KelamayiArticle,),
    evidence=(
        Evidence(year=2019, source="rule sets of 2018-19: .biaoti, .zz, .nr"),
        Evidence(year=2019, source="its addresses are Founder's: /{year}-{month}/{day}/content_{id}.htm"),
    ),
)
