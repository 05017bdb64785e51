"""华龙网, the portal of Chongqing."""

from crawler.site import Reference, Site

SITE = Site(
    id="cqnews",
    name="华龙网",
    province="重庆",
    domains=("www.cqnews.net", "cqnews.net", ".cqnews.net"),
    lists=("http://www.cqnews.net/",),
    article_url=r"/app/content_\d+\.html$",
    references=(Reference(year=2026, source="addresses seen: app/content_{19 digits}.html"),),
)
