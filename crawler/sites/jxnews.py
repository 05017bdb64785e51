"""大江网, the portal of Jiangxi."""

from crawler.pages.families.enorth import ARTICLE_URL, EnorthArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="jxnews",
    name="大江网",
    province="江西",
    city="南昌",
    organisation="大江网",
    domains=("jiangxi.jxnews.com.cn", "www.jxnews.com.cn", ".jxnews.com.cn"),
    lists=("https://jiangxi.jxnews.com.cn/",),
    article_url=ARTICLE_URL,
    article_pages=(EnorthArticlePage,),
    references=(
        Reference(year=2026, source="public code: /system/{year}/{month}/{day}/{9 digits}.shtml"),
        Reference(year=2021, source="public spiders: .BiaoTi, #pubtime_baidu, .Content, #Zoom"),
    ),
)
