"""厦门网, of 厦门日报社."""

from crawler.pages.families.trs import ARTICLE_URL, TrsArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="xmnn",
    name="厦门网",
    province="福建",
    city="厦门",
    organisation="厦门网",
    domains=("news.xmnn.cn", "www.xmnn.cn"),
    lists=("https://news.xmnn.cn/xmxw/", "https://news.xmnn.cn/fjxw/"),
    article_url=ARTICLE_URL,
    article_pages=(TrsArticlePage,),
    references=(
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): lists #sort_body ul li a; .TRS_Editor, "
                ".cont-a-src, .time"
            ),
        ),
    ),
)
