"""四川在线, the site of 四川日报."""

from crawler.site import Reference, Site

SITE = Site(
    id="scol",
    name="四川在线",
    province="四川",
    domains=("www.scol.com.cn", "scol.com.cn", ".scol.com.cn", ".scdaily.cn"),
    lists=("http://www.scol.com.cn/", "https://www.scdaily.cn/"),
    article_url=r"/\d{6,8}/\d+\.s?html?$",
    references=(
        Reference(
            year=2019,
            source=(
                "rule sets of 2018-19: #webreal_scol_title, #scol_txt, "
                "#cbw_zw_text, #pubtime_baidu, #editor_baidu; .w_title h1, .con_text"
            ),
        ),
    ),
)
