"""中山网."""

from crawler.pages.families.cmstop import CmsTopArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="zsnews",
    name="中山网",
    province="广东",
    city="中山",
    domains=("www.zsnews.cn", "zsnews.cn", ".zsnews.cn"),
    lists=("http://www.zsnews.cn/", "https://www.zsnews.cn/api/mobile/getlist.html?cateid=35"),
    article_url=r"^(?!/api/).*/\d+\.s?html?$",
    article_pages=(CmsTopArticlePage,),
    references=(
        Reference(
            year=2019,
            source=("rule sets of 2018-19: .article-title, 发布时间, 来源, 作者, .article-content, 责任编辑"),
        ),
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): a list as JSON, "
                "/api/mobile/getlist.html?cateid=35; .article-content, .article-meta span"
            ),
        ),
    ),
)
