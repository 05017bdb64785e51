"""长城网, the portal of Hebei."""

from crawler.pages.families.enorth import ARTICLE_URL, LIST_URL, EnorthArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="hebei",
    name="长城网",
    province="河北",
    domains=("www.hebei.com.cn", "hebei.com.cn", ".hebei.com.cn"),
    lists=("http://www.hebei.com.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(EnorthArticlePage,),
    references=(
        Reference(
            year=2019, source="rule sets of 2018-19: #docTitle, #gjTitle, #fontzoom; .post_source, .text"
        ),
    ),
)
