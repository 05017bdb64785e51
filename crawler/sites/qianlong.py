"""千龙网, the portal of Beijing."""

from crawler.pages.families.cmstop import ARTICLE_URL, CmsTopArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="qianlong",
    name="千龙网",
    province="北京",
    domains=("www.qianlong.com", "qianlong.com", ".qianlong.com"),
    lists=("http://www.qianlong.com/",),
    article_url=ARTICLE_URL,
    article_pages=(CmsTopArticlePage,),
    references=(
        Reference(
            year=2019,
            source=(
                "rule sets of 2018-19: .row.title, .span12 h1, .pubDate, .source, .article-content, .editor"
            ),
        ),
    ),
)
