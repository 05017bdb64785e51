"""南海网, of Hainan. The layout of its pages of today is not known."""

from crawler.pages.families.enorth import EnorthArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="hinews",
    name="南海网",
    province="海南",
    domains=("m.hinews.cn",),
    lists=("http://m.hinews.cn/", "https://www.hinews.cn/"),
    article_url=r"^/page\?",
    article_pages=(EnorthArticlePage,),
    references=(
        Reference(year=2019, source="rule sets of 2018-19: .page_h2, li.f14, #bs_content"),
        Reference(year=2026, source="addresses seen: m.hinews.cn/page?m=&n=&s="),
        Reference(year=2026, source=("list of provincial portals: www.hinews.cn")),
    ),
)
