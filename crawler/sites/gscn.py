"""中国甘肃网, the portal of Gansu."""

from crawler.pages.families.enorth import ARTICLE_URL, EnorthArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="gscn",
    name="中国甘肃网",
    province="甘肃",
    city="兰州",
    organisation="中国甘肃网",
    domains=("www.gscn.com.cn", ".gscn.com.cn"),
    lists=("https://www.gscn.com.cn/",),
    article_url=ARTICLE_URL,
    article_pages=(EnorthArticlePage,),
    references=(
        Reference(year=2026, source="public code: /…/system/{year}/{month}/{day}/{9 digits}.shtml"),
        Reference(year=2019, source="rule sets: .a-header h1, .info .m-frt, .a-container"),
    ),
)
