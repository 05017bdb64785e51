"""长沙晚报网.

The shape of its addresses is not known: any page with a long number is taken for an article.
"""

from crawler.site import Reference, Site

SITE = Site(
    id="icswb",
    name="长沙晚报网",
    province="湖南",
    city="长沙",
    domains=("www.icswb.com", "icswb.com", ".icswb.com"),
    lists=("http://www.icswb.com/",),
    article_url=r"/(?=[\w-]*\d{5})[\w-]+\.s?html?$",
    references=(Reference(year=2019, source="public spiders: h1.am-article-title, .am-article-meta 稿源："),),
)
