"""荆楚网 (湖北日报网). On Founder since about 2020, on TRS before."""

from crawler.pages.families.founder import LIST_URL, FounderArticlePage
from crawler.pages.families.trs import TrsArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="cnhubei",
    name="荆楚网",
    province="湖北",
    city="武汉",
    domains=("news.cnhubei.com", "www.cnhubei.com", "m.cnhubei.com", ".cnhubei.com"),
    lists=("http://news.cnhubei.com/", "http://yc.cnhubei.com/", "http://xy.cnhubei.com/"),
    article_url=r"/content_\d+(?:_\d{1,2})?\.html?$|/\d{6}/t\d{5,8}(?:_\w+)?\.s?html?$",
    list_url=LIST_URL,
    article_pages=(FounderArticlePage, TrsArticlePage),
    references=(
        Reference(
            year=2019, source="rule sets: TRS up to January 2019, h1.title, .jcwsy_mini_content, #source_url"
        ),
        Reference(year=2026, source="addresses seen: /content/{year}-{month}/{day}/content_{id}.html"),
    ),
)
