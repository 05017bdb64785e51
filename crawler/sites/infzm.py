"""南方周末. Of articles for subscribers the beginning stands on the page."""

from crawler.site import Reference, Site

SITE = Site(
    id="infzm",
    name="南方周末",
    province="广东",
    city="广州",
    organisation="南方周末",
    domains=("www.infzm.com",),
    lists=("https://www.infzm.com/", "https://www.infzm.com/hot_contents"),
    article_url=r"^/contents/\d+$",
    list_url=r"^/contents\?(?:.*&)?term_id=\d+",
    references=(
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): lists /contents?term_id={id}, "
                "/hot_contents; articles /contents/{id}"
            ),
        ),
    ),
)
