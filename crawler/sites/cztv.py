"""新蓝网, the site of the television of Zhejiang.

The shape of its addresses is not known: any page with a long number is taken for an article.
"""

from crawler.site import Reference, Site

SITE = Site(
    id="cztv",
    name="新蓝网",
    province="浙江",
    domains=("www.cztv.com", "cztv.com", ".cztv.com"),
    lists=("http://www.cztv.com/",),
    article_url=r"/(?=[\w-]*\d{5})[\w-]+\.s?html?$",
    references=(Reference(year=2019, source="public spiders: h1, .publish, #zoom"),),
)
