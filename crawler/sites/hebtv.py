"""河北广播电视台 (冀时)."""

from crawler.site import Reference, Site

SITE = Site(
    id="hebtv",
    name="河北广播电视台",
    province="河北",
    city="石家庄",
    domains=("web.cmc.hebtv.com", "api.cmc.hebtv.com"),
    lists=("https://web.cmc.hebtv.com/",),
    article_url=r"^/cmsback/api/article/getMyArticleDetail\?(?:.*&)?articleId=\w+|^/cms/(?:[\w-]+/)+\d{5,}\.shtml$",
    list_url=r"^/cms/(?:[\w-]+/)+index\.shtml$",
    references=(
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): web.cmc.hebtv.com/cms/…/index.shtml; "
                "api.cmc.hebtv.com/cmsback/api/article/getMyArticleDetail?tenantId=&articleId= gives "
                "the text as JSON"
            ),
        ),
    ),
)
