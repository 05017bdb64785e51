"""京报网, of 北京日报报业集团: two systems, each with its own addresses."""

from crawler.pages.families.object_id import ObjectIdArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="bjd",
    name="京报网",
    province="北京",
    organisation="北京日报",
    domains=("news.bjd.com.cn", "xinwen.bjd.com.cn", "www.bjd.com.cn", ".bjd.com.cn"),
    lists=("https://news.bjd.com.cn/",),
    article_url=r"^/content/s[0-9a-f]{24}\.html$|^/\d{4}/\d{2}/\d{2}/\d+\.shtml$",
    article_pages=(ObjectIdArticlePage,),
    references=(
        Reference(
            year=2026,
            source=(
                "public code: xinwen.bjd.com.cn/content/s{24 hexadecimal digits}.html, "
                "news.bjd.com.cn/{year}/{month}/{day}/{id}.shtml"
            ),
        ),
    ),
)
