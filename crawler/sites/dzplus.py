"""大众新闻, the app of 大众日报: the pages that it shares."""

from crawler.site import Reference, Site

SITE = Site(
    id="dzplus",
    name="大众新闻",
    province="山东",
    city="济南",
    domains=("m.dzplus.dzng.com",),
    article_url=r"^/share/general/[01]/(?:NEWS|DZHN)\w+$",
    wants_browser="its pages are most likely drawn by scripts",
    references=(Reference(year=2026, source="public code: /share/general/{0 or 1}/NEWS{id} or DZHN{id}"),),
)
