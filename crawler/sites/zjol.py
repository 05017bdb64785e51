"""浙江在线, the portal of Zhejiang."""

from crawler.pages.families.trs import ARTICLE_URL, TrsArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="zjol",
    name="浙江在线",
    province="浙江",
    city="杭州",
    organisation="浙江在线",
    domains=("zjnews.zjol.com.cn", "www.zjol.com.cn", ".zjol.com.cn"),
    lists=("https://zjnews.zjol.com.cn/",),
    article_url=ARTICLE_URL,
    article_pages=(TrsArticlePage,),
    references=(
        Reference(
            year=2026,
            source=("public code: /…/{month}/t{day}_{id}.shtml; lists ul.listUl li.listLi, span.listSpan"),
        ),
        Reference(year=2019, source="rule sets: .contTit, .contTxt, .time, #source_baidu"),
    ),
)
