"""津云, the app of 天津海河传媒中心: the pages that it shares."""

from crawler.pages.families.enorth import ARTICLE_URL, EnorthArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="jinyun",
    name="津云",
    province="天津",
    organisation="津云",
    domains=("www.app2020.tjyun.com",),
    lists=("http://www.app2020.tjyun.com/",),
    article_url=ARTICLE_URL,
    article_pages=(EnorthArticlePage,),
    references=(
        Reference(year=2026, source="public code: /jyapp/system/{year}/{month}/{day}/{9 digits}.shtml"),
    ),
)
