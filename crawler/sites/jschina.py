"""中国江苏网, the portal of Jiangsu."""

from crawler.pages.families.meta_marked import MetaMarkedArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="jschina",
    name="中国江苏网",
    province="江苏",
    domains=("www.jschina.com.cn", "jschina.com.cn", ".jschina.com.cn"),
    lists=("http://www.jschina.com.cn/",),
    article_url=r"/\d{6}/t\d{5,8}(?:_\w+)?\.s?html?$",
    article_pages=(MetaMarkedArticlePage,),
    references=(
        Reference(year=2026, source="addresses seen: TRS's; meta publishdate, source, author, contentid"),
    ),
)
