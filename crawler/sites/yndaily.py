"""云南日报网.

The shape of its addresses is not known: any page with a long number is taken for an article.
"""

from crawler.site import Reference, Site

SITE = Site(
    id="yndaily",
    name="云南日报网",
    province="云南",
    domains=("www.yndaily.com", "yndaily.com", ".yndaily.com"),
    lists=("http://www.yndaily.com/",),
    article_url=r"/[\w-]*\d{5,}\w*\.s?html?$",
    references=(
        Reference(
            year=2022, source=("a saved page: .layer81, .layer82, input#pubtime; meta author is the outlet")
        ),
    ),
)
