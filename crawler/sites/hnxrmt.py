"""A county of Hunan on 红网云, known by its host wap.hnxrmt.com alone."""

from crawler.pages.families.rednet import ARTICLE_URL, LIST_URL, THROTTLE_GROUP, RednetArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="hnxrmt",
    name="wap.hnxrmt.com",
    province="湖南",
    domains=("wap.hnxrmt.com",),
    lists=("http://wap.hnxrmt.com/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(RednetArticlePage,),
    throttle_group=THROTTLE_GROUP,
    references=(Reference(year=2023, source="public spiders: wap.hnxrmt.com among the hosts of 红网云"),),
)
