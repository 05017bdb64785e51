"""长江网, the site of 长江日报."""

from crawler.pages.families.trs import ARTICLE_URL, TrsArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="cjn",
    name="长江网",
    province="湖北",
    city="武汉",
    organisation="长江网",
    domains=("news.cjn.cn", "www.cjn.cn", ".cjn.cn"),
    lists=("https://www.cjn.cn/",),
    article_url=ARTICLE_URL,
    article_pages=(TrsArticlePage,),
    references=(
        Reference(year=2025, source="public code: /{category}/{category}/{month}/t{7 digits}.htm"),
        Reference(year=2020, source="a saved page of TRS"),
    ),
)
