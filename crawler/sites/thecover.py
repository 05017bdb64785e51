"""封面新闻, of 华西都市报."""

from crawler.site import Reference, Site

SITE = Site(
    id="thecover",
    name="封面新闻",
    province="四川",
    city="成都",
    organisation="封面新闻",
    domains=("www.thecover.cn",),
    lists=("https://www.thecover.cn/channel_3560", "https://www.thecover.cn/channel_3892"),
    article_url=r"^/news/(?!\d{4}/)[\w%+/=-]+$",
    list_url=r"^/channel_\d+$",
    references=(
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): lists /channel_{id}, a.link-to-article; "
                ".main-article h1, section.article-content, .props-of-title span"
            ),
        ),
        Reference(year=2026, source="public code: /news/…; /search stands behind a wall"),
    ),
)
