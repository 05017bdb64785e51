"""金羊网, the site of 羊城晚报."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="ycwb",
    name="金羊网",
    province="广东",
    city="广州",
    domains=("ycwb.com", ".ycwb.com"),
    lists=("http://ycwb.com/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(FounderArticlePage,),
    references=(
        Reference(
            year=2019, source="public spiders: h1, .source, #source_baidu, .main_article; 6api.ycwb.com"
        ),
    ),
)
