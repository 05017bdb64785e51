"""齐鲁晚报网."""

from crawler.pages.families.cmstop import ARTICLE_URL, CmsTopArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="qlwb",
    name="齐鲁晚报网",
    province="山东",
    city="济南",
    domains=("www.qlwb.com.cn", "qlwb.com.cn", ".qlwb.com.cn"),
    lists=("http://www.qlwb.com.cn/",),
    article_url=ARTICLE_URL,
    article_pages=(CmsTopArticlePage,),
    references=(
        Reference(
            year=2019,
            source=(
                "rule sets of 2018-19: .article-title, #pubtime_baidu, "
                "#source_baidu, #author_baidu, .article-content"
            ),
        ),
    ),
)
