"""新华网: what stands on the hosts of news.cn that are no site of their own, mostly regional channels."""

from crawler.pages.families.newscn import ARTICLE_URL, NewscnArticlePage
from crawler.site import Reference, Site

SITE = Site(
    id="xinhuanet",
    name="新华网",
    domains=("www.news.cn", ".news.cn"),
    lists=("http://www.news.cn/",),
    article_url=ARTICLE_URL,
    article_pages=(NewscnArticlePage,),
    references=(
        Reference(
            year=2024,
            source=("public spiders: {province}.news.cn/{day}/{32 hex}/c.html, #title, .info, .editor"),
        ),
        Reference(year=2026, source="public spiders: h1 span.title"),
    ),
)
