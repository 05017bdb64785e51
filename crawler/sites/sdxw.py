"""闪电新闻, of 山东广播电视台: the pages that its app shares."""

from crawler.site import Reference, Site

SITE = Site(
    id="sdxw",
    name="闪电新闻",
    province="山东",
    city="济南",
    organisation="闪电新闻",
    domains=("sdxw.iqilu.com",),
    lists=("https://sdxw.iqilu.com/",),
    article_url=r"^/w/article/[\w+/=-]+\.html$",
    references=(
        Reference(
            year=2026,
            source=("public code: /w/article/{base64 of the id}.html; a search at s.iqilu.com gives JSON"),
        ),
    ),
)
