"""中山网."""

from crawler.pages.families.cmstop import CmsTopArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="zsnews",
    name="中山网",
    province="广东",
    city="中山",
    domains=("www.zsnews.cn", "zsnews.cn", ".zsnews.cn"),
    lists=("http://www.zsnews.cn/",),
    article_url=r"/\d+\.s?html?$",
    article_pages=(CmsTopArticlePage,),
    references=(
        Reference(
            year=2019,
            source=("rule sets of 2018-19: .article-title, 发布时间, 来源, 作者, .article-content, 责任编辑"),
        ),
    ),
)
