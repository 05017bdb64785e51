"""云南网, the portal of Yunnan."""

from crawler.pages.families.enorth import ARTICLE_URL, LIST_URL, EnorthArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="yunnan",
    name="云南网",
    province="云南",
    domains=("yunnan.cn", ".yunnan.cn"),
    lists=("http://yunnan.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(EnorthArticlePage,),
    references=(
        Reference(year=2021, source="public spiders: #layer213, #layer216; galleries #imgContent"),
        Reference(year=2026, source="addresses seen: /system/…"),
    ),
)
