"""天山网, the portal of Xinjiang."""

from crawler.pages.families.trs import ARTICLE_URL, TrsArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="ts",
    name="天山网",
    province="新疆",
    city="乌鲁木齐",
    organisation="天山网",
    domains=("www.ts.cn", ".ts.cn"),
    lists=("https://www.ts.cn/",),
    article_url=ARTICLE_URL,
    article_pages=(TrsArticlePage,),
    references=(
        Reference(year=2024, source="public code: /xwzx/{category}/{month}/t{day}_{id}.shtml"),
        Reference(year=2026, source="list of provincial portals"),
    ),
)
