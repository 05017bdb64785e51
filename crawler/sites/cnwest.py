"""西部网, the portal of Shaanxi."""

from crawler.pages.families.meta_marked import MetaMarkedArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="cnwest",
    name="西部网",
    province="陕西",
    domains=("news.cnwest.com", "www.cnwest.com", ".cnwest.com"),
    lists=("http://news.cnwest.com/",),
    article_url=r"/a/\d{4}/\d{2}/\d{2}/\d+\.html$",
    article_pages=(MetaMarkedArticlePage,),
    references=(
        Reference(
            year=2026,
            source=(
                "addresses seen: "
                "news.cnwest.com/{category}/a/{day}/{id}.html; meta publishdate; .layout h1, #conCon"
            ),
        ),
    ),
)
