"""南充新闻网."""

from crawler.pages.families.cmstop import ARTICLE_URL, CmsTopArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="cnncw",
    name="南充新闻网",
    province="四川",
    city="南充",
    domains=("www.cnncw.cn", "cnncw.cn", ".cnncw.cn"),
    lists=("http://www.cnncw.cn/",),
    article_url=ARTICLE_URL,
    article_pages=(CmsTopArticlePage,),
    references=(
        Reference(
            year=2019,
            source=(
                "public rule set of 2018-19: .article-content-title, .date, .source, .article-detail-inner"
            ),
        ),
    ),
)
