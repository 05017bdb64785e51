"""合肥在线."""

from crawler.pages.families.cmstop import ARTICLE_URL, CmsTopArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="hf365",
    name="合肥在线",
    province="安徽",
    city="合肥",
    domains=("www.hf365.com", "hf365.com", ".hf365.com"),
    lists=("http://www.hf365.com/",),
    article_url=ARTICLE_URL,
    article_pages=(CmsTopArticlePage,),
    references=(
        Reference(
            year=2019,
            source=(
                "rule sets of 2018-19: .article-main h1, .date, .source 稿源：, "
                ".article-content, .author 编辑:"
            ),
        ),
    ),
)
