"""A county of Hunan on 红网云, known by its host wap.xtxnews.cn alone."""

from crawler.pages.families.rednet import ARTICLE_URL, LIST_URL, THROTTLE_GROUP, RednetArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="xtxnews",
    name="wap.xtxnews.cn",
    province="湖南",
    domains=("wap.xtxnews.cn",),
    lists=("http://wap.xtxnews.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(RednetArticlePage,),
    throttle_group=THROTTLE_GROUP,
    references=(Reference(year=2023, source="public spiders: wap.xtxnews.cn among the hosts of 红网云"),),
)
