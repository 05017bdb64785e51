"""十堰网."""

from crawler.pages.families.cmstop import ARTICLE_URL, CmsTopArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="tenyan",
    name="十堰网",
    province="湖北",
    city="十堰",
    domains=("www.10yan.com", "10yan.com", ".10yan.com"),
    lists=("http://www.10yan.com/",),
    article_url=ARTICLE_URL,
    article_pages=(CmsTopArticlePage,),
    references=(
        Reference(
            year=2019,
            source=("rule sets of 2018-19: .headTitle, .date, .from, .article-content, .author 编辑："),
        ),
    ),
)
