"""大河网, the portal of Henan."""

from crawler.site import Reference, Site

SITE = Site(
    id="dahe",
    name="大河网",
    province="河南",
    domains=("news.dahe.cn", "www.dahe.cn", ".dahe.cn"),
    lists=("http://news.dahe.cn/",),
    article_url=r"/\d{4}/\d{2}-\d{2}/\d+\.html$",
    references=(
        Reference(year=2019, source="public spiders: #4g_title, #mainCon, .time_source, #source_baidu"),
        Reference(year=2026, source="addresses seen: news.dahe.cn/{year}/{month}-{day}/{id}.html"),
    ),
)
