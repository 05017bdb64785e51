"""胶东在线, of Yantai."""

from crawler.pages.families.enorth import ARTICLE_URL, LIST_URL, EnorthArticlePage
from crawler.pages.families.layouts import Layout
from crawler.site import Reference, Site


class JiaodongArticle(EnorthArticlePage):
    layouts = (
        Layout(body=".f14.lh26, #content"),
        Layout(title=".heiti20", body=".newscontent"),
    )

    def source(self) -> str | None:
        """Behind the source stand the buttons that change the size of letters: A- A+."""
        printed = super().source()
        return printed.partition("A-")[0] if printed else None


SITE = Site(
    id="jiaodong",
    name="胶东在线",
    province="山东",
    city="烟台",
    domains=("www.jiaodong.net", "jiaodong.net", ".jiaodong.net"),
    lists=("http://www.jiaodong.net/",),
    article_url=ARTICLE_URL,
    list_url=LIST_URL,
    article_pages=(JiaodongArticle,),
    references=(
        Reference(year=2019, source="rules of 2018-19: h1, .source.f14, #content; .heiti20, .newscontent"),
    ),
)
