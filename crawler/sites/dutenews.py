"""读特, the app of 深圳特区报: the pages that it shares."""

from crawler.site import Reference, Site

SITE = Site(
    id="dutenews",
    name="读特",
    province="广东",
    city="深圳",
    organisation="读特",
    domains=("www.dutenews.com",),
    lists=("https://www.dutenews.com/",),
    article_url=r"^/n/article/\d+$",
    references=(Reference(year=2026, source="public code: /n/article/{id}"),),
)
