"""红网, of Hunan. Its counties have hosts under rednet.cn, which are outlets of their own."""

from crawler.pages.families.rednet import ARTICLE_URL, LIST_URL, THROTTLE_GROUP, RednetArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="rednet",
    name="红网",
    province="湖南",
    domains=("www.rednet.cn", "rednet.cn"),
    lists=("http://www.rednet.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(RednetArticlePage,),
    throttle_group=THROTTLE_GROUP,
    references=(
        Reference(
            year=2022, source="public spiders: /content/{year}/{month}/{day}/{id}.html, h1.detail_title"
        ),
        Reference(year=2023, source="the same with /content/{6}/{2}/{8}.html"),
    ),
)
