"""北京日报, by its editions."""

from crawler.site import Reference, Site

SITE = Site(
    id="bjrb",
    name="北京日报",
    province="北京",
    city="北京",
    organisation="北京日报",
    domains=("bjrbdzb.bjd.com.cn",),
    refuses="it answers 403 to a user agent that is no browser's",
    references=(
        Reference(
            year=2026,
            source="public code: {yyyymmdd}_m.html, 403 without a browser's user agent",
        ),
    ),
)
