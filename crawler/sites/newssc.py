"""四川新闻网."""

from crawler.pages.families.enorth import ARTICLE_URL, EnorthArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="newssc",
    name="四川新闻网",
    province="四川",
    city="成都",
    organisation="四川新闻网",
    domains=("www.newssc.org", ".newssc.org"),
    lists=("https://www.newssc.org/",),
    article_url=ARTICLE_URL,
    article_pages=(EnorthArticlePage,),
    references=(
        Reference(year=2026, source="list of provincial portals"),
        Reference(
            year=2019,
            source=("rule sets: /system/{day}/{id}.html; .left h1, [id='pubtime_baidu '], .content p"),
        ),
    ),
)
