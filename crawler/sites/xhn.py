"""新湖南, the app of 湖南日报: the pages that it shares."""

from crawler.site import Reference, Site

SITE = Site(
    id="xhn",
    name="新湖南",
    province="湖南",
    city="长沙",
    organisation="新湖南",
    domains=("m.voc.com.cn",),
    lists=("https://m.voc.com.cn/",),
    article_url=r"^/xhn/news/\d{6}/\d+\.html$|^/portal/news/show\?(?:.*&)?id=\d+",
    references=(
        Reference(year=2026, source="public code: /xhn/news/{month}/{id}.html, /portal/news/show?id={id}"),
    ),
)
