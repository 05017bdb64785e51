"""青海新闻网, the portal of Qinghai."""

from crawler.pages.families.enorth import ARTICLE_URL, LIST_URL, EnorthArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="qhnews",
    name="青海新闻网",
    province="青海",
    domains=("www.qhnews.com", "qhnews.com", ".qhnews.com"),
    lists=("http://www.qhnews.com/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(EnorthArticlePage,),
    references=(
        Reference(
            year=2019,
            source=(
                "public spiders: Enorth's addresses, span.zi14hei, td.hui12, "
                "#zoom; #ArticleTitle, #ArticleContent"
            ),
        ),
    ),
)
