"""内蒙古新闻网. It prints years with two digits."""

from crawler.pages.families.enorth import ARTICLE_URL, LIST_URL, EnorthArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="nmgnews",
    name="内蒙古新闻网",
    province="内蒙古",
    domains=("www.nmgnews.com.cn", "nmgnews.com.cn", ".nmgnews.com.cn"),
    lists=("http://www.nmgnews.com.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(EnorthArticlePage,),
    references=(Reference(year=2019, source="rule sets of 2018-19: .black24, #div3, #div_content"),),
)
