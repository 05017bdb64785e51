"""川观新闻."""

from crawler.site import Reference, Site

SITE = Site(
    id="cbgc",
    name="川观新闻",
    province="四川",
    organisation="川观新闻",
    domains=("cbgc.scol.com.cn",),
    lists=("https://cbgc.scol.com.cn/",),
    article_url=r"^/news/\d+$",
    references=(
        Reference(
            year=2025, source=("a saved page: h1.rwArticleTit, #articleDate, #articleContent, p.copyright-pc")
        ),
    ),
)
