"""湘江示例报, an invented outlet of `shengmei demo`: Founder, served on loopback."""

from crawler.pages.families.founder import ARTICLE_URL, LIST_URL, FounderArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="demo_hunan",
    name="湘江示例报",
    province="湖南",
    city="长沙",
    organisation="湘江示例报",
    domains=("www.xiangjiang.example", "xiangjiang.example"),
    lists=("http://www.xiangjiang.example/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(FounderArticlePage,),
    throttle_group="xiangjiang.example",
    references=(Reference(year=2026, source="written for the demo"),),
)
