"""映象网."""

from crawler.site import Reference, Site

SITE = Site(
    id="hnr",
    name="映象网",
    province="河南",
    domains=("www.hnr.cn", "hnr.cn", ".hnr.cn"),
    lists=("http://www.hnr.cn/",),
    article_url=r"/\d{4,6}/\d{1,2}/\d+\.s?html?$",
    references=(
        Reference(
            year=2019,
            source=("rule sets of 2018-19: #txt_left h2, .time, .source, #text_content, .ZKHN_Editor"),
        ),
    ),
)
