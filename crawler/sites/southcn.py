"""南方网, the portal of Guangdong."""

from crawler.pages.families.southcn import ARTICLE_URL, LIST_URL, SouthcnArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="southcn",
    name="南方网",
    province="广东",
    domains=("www.southcn.com", "southcn.com", ".southcn.com"),
    lists=("http://www.southcn.com/", "http://news.southcn.com/"),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(SouthcnArticlePage,),
    references=(
        Reference(
            year=2024, source=("saved pages of 2023-24: #article_title, #pubtime_baidu, #content, .m-editor")
        ),
    ),
)
