"""克拉玛依网."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.pages.families.layouts import Layout
from crawler.site import Reference, Site


class KelamayiArticle(FounderArticlePage):
    layouts = (Layout(title=".biaoti", body=".nr"),)


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
    references=(
        Reference(year=2019, source="rule sets of 2018-19: .biaoti, .zz, .nr"),
        Reference(year=2019, source="its addresses are Founder's: /{year}-{month}/{day}/content_{id}.htm"),
    ),
)
