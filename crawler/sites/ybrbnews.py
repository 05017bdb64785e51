"""延边新闻网."""

from crawler.site import Reference, Site

SITE = Site(
    id="ybrbnews",
    name="延边新闻网",
    province="吉林",
    city="延边",
    domains=("www.ybrbnews.cn", "ybrbnews.cn", ".ybrbnews.cn"),
    lists=("http://www.ybrbnews.cn/",),
    article_url=r"/\d+-\d+/\d+/\d+_\d+\.s?html?$",
    references=(
        Reference(
            year=2019,
            source=("public rule set of 2018-19: .bt, .ao1, .ao2 来源：, .maincontent, .zrbj 责任编辑："),
        ),
    ),
)
