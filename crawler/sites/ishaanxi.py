"""陕西网."""

from crawler.pages.families.cmstop import ARTICLE_URL, CmsTopArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="ishaanxi",
    name="陕西网",
    province="陕西",
    domains=("www.ishaanxi.com", "ishaanxi.com", ".ishaanxi.com"),
    lists=("http://www.ishaanxi.com/",),
    article_url=ARTICLE_URL,
    article_pages=(CmsTopArticlePage,),
    references=(
        Reference(
            year=2019,
            source=("rule sets of 2018-19: .article-title, .date, .source, .article-content, .editor"),
        ),
    ),
)
