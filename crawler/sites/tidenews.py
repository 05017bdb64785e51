"""潮新闻, of 浙江日报报业集团."""

from crawler.site import Reference, Site

SITE = Site(
    id="tidenews",
    name="潮新闻",
    province="浙江",
    city="杭州",
    domains=("tidenews.com.cn", "www.tidenews.com.cn"),
    article_url=r"^/(?:news|video_detail|tmh_news)\.html\?(?:.*&)?id=\w+",
    wants_browser="every page is drawn by scripts",
    references=(
        Reference(
            year=2026,
            source=(
                "public code: /news.html?id={id}, /video_detail.html?id=, /tmh_news.html?id={24 "
                "hexadecimal digits}; nothing without scripts"
            ),
        ),
    ),
)
