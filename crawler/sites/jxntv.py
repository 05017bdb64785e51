"""江西网络广播电视台."""

from crawler.pages.families.cmstop import ARTICLE_URL, CmsTopArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="jxntv",
    name="江西网络广播电视台",
    province="江西",
    domains=("www.jxntv.cn", "jxntv.cn", ".jxntv.cn"),
    lists=("http://www.jxntv.cn/",),
    article_url=ARTICLE_URL,
    article_pages=(CmsTopArticlePage,),
    references=(Reference(year=2019, source="public spiders: CmsTop's addresses and markup"),),
)
