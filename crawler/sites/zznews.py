"""漳州新闻网."""

from crawler.site import Reference, Site

SITE = Site(
    id="zznews",
    name="漳州新闻网",
    province="福建",
    city="漳州",
    domains=("www.zznews.cn", "zznews.cn", ".zznews.cn"),
    lists=("http://www.zznews.cn/",),
    article_url=r"/\d+\.s?html?$",
    references=(
        Reference(
            year=2019,
            source=("public rule set of 2018-19: .n-cont-top h1, #news-content; #content_title, #fontzoom"),
        ),
    ),
)
