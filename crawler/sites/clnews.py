"""A county of Hunan on 红网云, known by its host wap.clnews.cn alone."""

from crawler.pages.families.rednet import ARTICLE_URL, LIST_URL, THROTTLE_GROUP, RednetArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="clnews",
    name="wap.clnews.cn",
    province="湖南",
    domains=("wap.clnews.cn",),
    lists=("http://wap.clnews.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(RednetArticlePage,),
    throttle_group=THROTTLE_GROUP,
    references=(Reference(year=2023, source="public spiders: wap.clnews.cn among the hosts of 红网云"),),
)
