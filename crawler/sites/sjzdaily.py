"""石家庄新闻网."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.pages.families.layouts import Layout
from crawler.site import Reference, Site


class SjzdailyArticle(FounderArticlePage):
    layouts = (Layout(title=".art_title", body=".content", editor=".dutyofficer"),)


SITE = Site(
    id="sjzdaily",
    name="石家庄新闻网",
    province="河北",
    city="石家庄",
    domains=("www.sjzdaily.com.cn", "sjzdaily.com.cn", ".sjzdaily.com.cn"),
    lists=("http://www.sjzdaily.com.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(SjzdailyArticle,),
    references=(
        Reference(year=2019, source="rule sets of 2018-19: .art_title, .info, .content, .dutyofficer"),
        Reference(year=2019, source="its addresses are Founder's: /{year}-{month}/{day}/content_{id}.htm"),
    ),
)
