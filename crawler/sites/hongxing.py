"""红星新闻, of 成都商报."""

from crawler.site import Reference, Site

SITE = Site(
    id="hongxing",
    name="红星新闻",
    province="四川",
    city="成都",
    domains=("www.hongxingnews.com",),
    article_url=r"/(?=\w*\d{4})\w+(?:\.s?html?)?$",
    refuses="it refuses a user agent that is no browser's (2026)",
    references=(Reference(year=2026, source="public code: refused to a user agent that is no browser's"),),
)
