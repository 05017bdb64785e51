"""北青网."""

from crawler.site import Reference, Site

SITE = Site(
    id="ynet",
    name="北青网",
    province="北京",
    domains=("www.ynet.com", "ynet.com", ".ynet.com"),
    lists=("http://www.ynet.com/",),
    article_url=r"/\d{4}/\d{2}/\d{2}/\w+\.html$",
    references=(
        Reference(
            year=2019,
            source=(
                "public rule set of 2018-19: .articleTitle h1, .sourceBox, "
                ".sourceMsg, .authorMsg, #articleBox, .authors"
            ),
        ),
    ),
)
