"""澎湃新闻."""

from crawler.pages.families.thepaper import ARTICLE_URL, ThepaperArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="thepaper",
    name="澎湃新闻",
    province="上海",
    organisation="澎湃新闻",
    domains=("www.thepaper.cn", "m.thepaper.cn", "thepaper.cn"),
    lists=("https://www.thepaper.cn/",),
    article_url=ARTICLE_URL,
    list_url=r"^/list_\d+$",
    article_pages=(ThepaperArticlePage,),
    references=(
        Reference(year=2020, source="a saved page: h1.news_title, .news_about, .news_txt"),
        Reference(year=2024, source="public spiders: script#__NEXT_DATA__, contentDetail; lists /list_{id}"),
        Reference(
            year=2026,
            source=(
                "rsshub 1.0.0-master.f99e982 (2026-09-21): /newsDetail_forward_{id}; lists are also "
                "asked for by POST at api.thepaper.cn"
            ),
        ),
    ),
)
