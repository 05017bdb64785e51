"""中国台州网."""

from crawler.site import Reference, Site

SITE = Site(
    id="taizhou",
    name="中国台州网",
    province="浙江",
    city="台州",
    domains=("www.taizhou.com.cn", "taizhou.com.cn", ".taizhou.com.cn"),
    lists=("http://www.taizhou.com.cn/",),
    article_url=r"/(?:\w+_)?\d+\.s?html?$",
    references=(
        Reference(
            year=2019,
            source=(
                "public rule set of 2018-19: #article h1, #pubtime_baidu, "
                "#source_baidu, #author_baidu, .article-content, #editor_baidu"
            ),
        ),
    ),
)
