"""云南日报, by its editions."""

from crawler.site import Reference, Site

SITE = Site(
    id="ynrb",
    name="云南日报",
    province="云南",
    city="昆明",
    organisation="云南日报",
    domains=("yndaily.yunnan.cn",),
    refuses="it answers 403 to data centres, and no address of an edition is known",
    references=(Reference(year=2026, source="public code"),),
)
