"""上游新闻, of 重庆晨报."""

from crawler.site import Reference, Site

SITE = Site(
    id="cqcb",
    name="上游新闻",
    province="重庆",
    organisation="上游新闻",
    domains=("www.cqcb.com", "cqcb.com"),
    lists=("https://www.cqcb.com/",),
    article_url=r"^/(?:[\w-]+/)+\d{4}-\d{2}-\d{2}/\d+(?:_pc)?\.html$",
    list_url=r"^/[a-z][\w-]*/$",
    references=(
        Reference(
            year=2026,
            source=(
                "public code: /{channel}/, /{channel}/{day}/{id}_pc.html; only the search wants a browser"
            ),
        ),
    ),
)
