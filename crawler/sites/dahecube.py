"""大河财立方, of 河南日报报业集团."""

from crawler.site import Reference, Site

SITE = Site(
    id="dahecube",
    name="大河财立方",
    province="河南",
    city="郑州",
    domains=("www.dahecube.com", "app.dahecube.com"),
    article_url=r"^/article\.html\?(?:.*&)?artid=\d+",
    wants_browser="its pages are drawn by scripts, and their data is asked for by POST",
    references=(
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): lists and texts as JSON that is asked for "
                "by POST; /article.html?artid={id}"
            ),
        ),
    ),
)
