"""荔枝网, the site of the television of Jiangsu.

The shape of its addresses is not known: any page with a long number is taken for an article.
"""

from crawler.site import Reference, Site

SITE = Site(
    id="jstv",
    name="荔枝网",
    province="江苏",
    city="南京",
    domains=("news.jstv.com", "www.jstv.com", ".jstv.com"),
    lists=("http://news.jstv.com/",),
    article_url=r"/(?=[\w-]*\d{5})[\w-]+\.s?html?$",
    references=(Reference(year=2019, source="public spiders: span.time, span.source, .content"),),
)
