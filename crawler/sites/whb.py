"""文汇网, the site of 文汇报. Only the directory of its articles is known."""

from crawler.site import Reference, Site

SITE = Site(
    id="whb",
    name="文汇网",
    province="上海",
    organisation="文汇报",
    domains=("www.whb.cn", "whb.cn"),
    lists=("https://www.whb.cn/", "https://www.whb.cn/zhuzhan/kandian/index.html"),
    article_url=r"^/zhuzhan/(?:[\w-]+/)+\w*\d{4,}\.html$",
    list_url=r"^/zhuzhan/[\w-]+/index\.html$",
    references=(
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): lists /zhuzhan/{category}/index.html, "
                ".info_jingpinhui .title a; articles .content_info, .content_other"
            ),
        ),
    ),
)
