"""看看新闻网.

The shape of its addresses is not known: any page with a long number is taken for an article.
"""

from crawler.site import Reference, Site

SITE = Site(
    id="kankanews",
    name="看看新闻网",
    province="上海",
    domains=("www.kankanews.com", "kankanews.com", ".kankanews.com"),
    lists=("http://www.kankanews.com/",),
    article_url=r"/(?=[\w-]*\d{5})[\w-]+\.s?html?$",
    references=(Reference(year=2019, source="public spiders: .nrHeader, .textBody, .infor"),),
)
