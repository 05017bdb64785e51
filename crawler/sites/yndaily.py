"""云南日报网; yndaily.yunnan.cn, which has the same, answers 403 to data centres."""

from crawler.site import Reference, Site

SITE = Site(
    id="yndaily",
    name="云南日报网",
    province="云南",
    domains=("www.yndaily.com", "yndaily.com", ".yndaily.com"),
    lists=("https://www.yndaily.com/",),
    article_url=r"^/html/\d{4}/\w+_\d{4}/\d+\.html$|/(?=[\w-]*\d{5})[\w-]+\.s?html?$",
    references=(
        Reference(
            year=2022, source=("a saved page: .layer81, .layer82, input#pubtime; meta author is the outlet")
        ),
        Reference(
            year=2026,
            source=(
                "public code: /html/{year}/{category}_{month and day}/{id}.html, relative links on "
                "the front page"
            ),
        ),
    ),
)
