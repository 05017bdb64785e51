"""多彩贵州网, the portal of Guizhou."""

from crawler.pages.families.enorth import ARTICLE_URL, EnorthArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="gog",
    name="多彩贵州网",
    province="贵州",
    city="贵阳",
    organisation="多彩贵州网",
    domains=("www.gog.cn", ".gog.cn"),
    lists=("https://www.gog.cn/",),
    article_url=ARTICLE_URL,
    article_pages=(EnorthArticlePage,),
    references=(
        Reference(year=2026, source="list of provincial portals"),
        Reference(
            year=2019,
            source=("rule sets: /system/{year}/{month}/{day}/{9 digits}.shtml; .heading h1, .info, .content"),
        ),
    ),
)
