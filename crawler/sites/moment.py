"""红网时刻, the app of 红网: the pages that it shares."""

from crawler.pages.families.rednet import THROTTLE_GROUP, RednetArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="moment",
    name="红网时刻",
    province="湖南",
    city="长沙",
    organisation="红网时刻",
    domains=("moment.rednet.cn",),
    lists=("https://moment.rednet.cn/",),
    article_url=r"^/(?:pc/)?content/\d+/\d{2}/\d+\.html$",
    article_pages=(RednetArticlePage,),
    throttle_group=THROTTLE_GROUP,
    references=(
        Reference(
            year=2024, source=("public code: /pc/content/{6 digits}/{2}/{8}.html; .detail_article and meta")
        ),
    ),
)
