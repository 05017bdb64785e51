"""新华网河北频道."""

from crawler.pages.families.newscn import ARTICLE_URL, NewscnArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="xinhua_hebei",
    name="新华网河北频道",
    province="河北",
    domains=("he.news.cn",),
    lists=("http://he.news.cn/",),
    article_url=ARTICLE_URL,
    article_pages=(NewscnArticlePage,),
    references=(
        Reference(
            year=2024,
            source=("a saved page: h1#title, #detailContent, .info, span.editor; meta author a number"),
        ),
    ),
)
