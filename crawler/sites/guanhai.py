"""观海新闻, of 青岛日报社."""

from crawler.pages.families.cmstop import CmsTopArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="guanhai",
    name="观海新闻",
    province="山东",
    city="青岛",
    organisation="观海新闻",
    domains=("www.guanhai.com.cn",),
    lists=("https://www.guanhai.com.cn/",),
    article_url=r"^/(?:[\w-]+/)*p/\d{3,}\.html$|/\d{4}/\d{4}/\d+\.s?html$",
    article_pages=(CmsTopArticlePage,),
    references=(
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): .pic-summary .title a, time; .source, "
                ".date, .article-content"
            ),
        ),
    ),
)
