"""北青网."""

from crawler.site import Reference, Site

SITE = Site(
    id="ynet",
    name="北青网",
    province="北京",
    domains=("www.ynet.com", "ynet.com", ".ynet.com"),
    lists=("http://www.ynet.com/", "https://news.ynet.com/list/2121t76.html"),
    article_url=r"/\d{4}/\d{2}/\d{2}/\w+\.html$",
    list_url=r"^/list/\d+t\d+(?:_\d{1,3})?\.html$",
    references=(
        Reference(
            year=2019,
            source=(
                "public rule set of 2018-19: .articleTitle h1, .sourceBox, "
                ".sourceMsg, .authorMsg, #articleBox, .authors"
            ),
        ),
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): lists /list/2121t76.html, li.cfix h2 a; "
                "div.articleTitle h1, #articleBox, .yearMsg .timeMsg"
            ),
        ),
    ),
)
