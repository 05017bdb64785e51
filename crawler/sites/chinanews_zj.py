"""The edition of 中国新闻网 for 浙江."""

from crawler.pages.families.chinanews import ARTICLE_URL, LIST_URL, THROTTLE_GROUP, ChinanewsArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="chinanews_zj",
    name="中国新闻网·浙江",
    province="浙江",
    organisation="中国新闻网",
    domains=("www.zj.chinanews.com.cn",),
    lists=("https://www.zj.chinanews.com.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(ChinanewsArticlePage,),
    throttle_group=THROTTLE_GROUP,
    references=(
        Reference(
            year=2026,
            source=(
                "public code: one of thirty regional editions; /news/{year}/{month and "
                "day}/{id}.html, an address of 2025-09-16"
            ),
        ),
    ),
)
