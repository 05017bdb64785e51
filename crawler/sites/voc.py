"""华声在线."""

from crawler.pages.families.meta_marked import MetaMarkedArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="voc",
    name="华声在线",
    province="湖南",
    domains=("hunan.voc.com.cn", ".voc.com.cn"),
    lists=("http://hunan.voc.com.cn/",),
    article_url=r"/article/\d{6}/\d+\.html$",
    article_pages=(MetaMarkedArticlePage,),
    references=(
        Reference(
            year=2019,
            source=(
                "public spiders: /article/{month}/{id}.html, #content, meta "
                "publishdate and source; m.voc #content_time"
            ),
        ),
    ),
)
