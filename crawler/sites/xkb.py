"""新快报."""

from crawler.site import Reference, Site

SITE = Site(
    id="xkb",
    name="新快报",
    province="广东",
    city="广州",
    domains=("www.xkb.com.cn",),
    article_url=r"^/detail\?(?:.*&)?id=\d+",
    wants_browser="its pages are drawn by scripts, and its lists want a header of the site's own",
    references=(
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): lists as JSON for who sends the header "
                "siteId; /detail?id={id}, contentUrl, htmlContent"
            ),
        ),
    ),
)
