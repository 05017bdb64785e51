"""南方+, the app of 南方日报: its lists as JSON, and the pages that it shares."""

from crawler.site import Reference, Site

SITE = Site(
    id="nfplus",
    name="南方+",
    province="广东",
    city="广州",
    organisation="南方+",
    domains=("pc.nfapp.southcn.com", "static.nfapp.southcn.com", "api.nfapp.southcn.com"),
    lists=(
        "https://api.nfapp.southcn.com/nfplus-manuscript-web/article/list?columnId=38&nfhSubCount=1&pageNum=1&pageSize=20",
    ),
    article_url=r"^/\d+/\d+\.html$|^/content/\d{6}/\d{2}/c\d+\.html$",
    list_url=r"^/nfplus-manuscript-web/article/list\?",
    references=(
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): the list of a column as JSON, 20 a page; "
                "/{column}/{id}.html, #content"
            ),
        ),
        Reference(
            year=2026, source=("public code: static.nfapp.southcn.com/content/{month}/{day}/c{id}.html")
        ),
    ),
)
