"""新华报业网 and its 交汇点, of 新华报业传媒集团."""

from crawler.pages.families.object_id import ARTICLE_URL, ObjectIdArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="xhby",
    name="新华报业网",
    province="江苏",
    city="南京",
    organisation="新华报业",
    domains=("www.xhby.net", "xhby.net"),
    lists=("https://www.xhby.net/",),
    article_url=ARTICLE_URL,
    article_pages=(ObjectIdArticlePage,),
    references=(
        Reference(year=2026, source="public code: /content/s{24 hexadecimal digits}.html, static pages"),
    ),
)
