"""极目新闻."""

from crawler.site import Reference, Site

SITE = Site(
    id="ctdsb",
    name="极目新闻",
    province="湖北",
    city="武汉",
    organisation="极目新闻",
    domains=("www.ctdsb.net", "ctdsb.net", ".ctdsb.net"),
    lists=("http://www.ctdsb.net/",),
    article_url=r"^/c\d+_\d{6}/\d+\.html$",
    references=(Reference(year=2026, source="addresses seen: www.ctdsb.net/c{category}_{month}/{id}.html"),),
)
