"""北方网, of Tianjin: the outlet that made Enorth WebPublisher."""

from crawler.pages.families.enorth import ARTICLE_URL, LIST_URL, EnorthArticlePage
from crawler.pages.families.layouts import Layout
from crawler.site import Reference, Site


class EnorthNewsArticle(EnorthArticlePage):
    layouts = (Layout(title="#title .row", body=".content"),)

    def title(self) -> str | None:
        """The row of the title ends with what is printed by the code for telephones: 扫码阅读."""
        printed = super().title()
        return printed.partition("扫码")[0] if printed else None


SITE = Site(
    id="enorth",
    name="北方网",
    province="天津",
    domains=("www.enorth.com.cn", "enorth.com.cn", ".enorth.com.cn"),
    lists=("http://www.enorth.com.cn/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(EnorthNewsArticle,),
    references=(Reference(year=2019, source="rule sets of 2018-19: #title .row, p.info, .content"),),
)
