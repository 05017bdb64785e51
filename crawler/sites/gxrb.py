"""广西日报, by its editions."""

from crawler.site import Reference, Site

SITE = Site(
    id="gxrb",
    name="广西日报",
    province="广西",
    city="南宁",
    organisation="广西日报",
    domains=(
        "ssw.gxrb.com.cn",
        "gxrb.gxrb.com.cn",
    ),
    refuses="its editions come from an interface of which nobody knows the query; its pages are PDF",
    references=(
        Reference(
            year=2026,
            source="github:xingxingcan/Newspaper-downloader@131f6b3: api.php?…, PDF by page",
        ),
    ),
)
