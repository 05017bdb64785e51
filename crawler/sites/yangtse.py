"""扬子晚报网.

The shape of its addresses is not known: any page with a long number is taken for an article.
"""

from crawler.site import Reference, Site

SITE = Site(
    id="yangtse",
    name="扬子晚报网",
    province="江苏",
    city="南京",
    domains=("www.yangtse.com", "yangtse.com", ".yangtse.com"),
    lists=("http://www.yangtse.com/",),
    article_url=r"/(?=[\w-]*\d{5})[\w-]+\.s?html?$",
    references=(
        Reference(year=2022, source="a saved page: .tit2, .box-text-time, .box-text; meta in curly quotes"),
    ),
)
