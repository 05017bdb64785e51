"""新黄河, of 济南时报."""

from crawler.site import Reference, Site

SITE = Site(
    id="jinantimes",
    name="新黄河",
    province="山东",
    city="济南",
    organisation="新黄河",
    domains=("www.jinantimes.com.cn",),
    lists=("https://www.jinantimes.com.cn/",),
    article_url=r"^/news-\d+-\d+\.html$",
    references=(Reference(year=2026, source="public code: /news-{column}-{id}.html"),),
)
