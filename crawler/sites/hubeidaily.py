"""湖北日报."""

from crawler.pages.generic.page import GenericArticlePage
from crawler.site import Reference, Site


class HubeidailyArticle(GenericArticlePage):
    """The same articles stand under /pc/ and under /mobile/."""

    @classmethod
    def canonical_address(cls, folded: str) -> str:
        """`https://news.hubeidaily.net/mobile/c_1.html` gives `https://news.hubeidaily.net/pc/c_1.html`."""
        return folded.replace(".net/mobile/c_", ".net/pc/c_", 1)

    def source(self) -> str | None:
        """The source is printed without a label."""
        return self.first(".source .source-item") or super().source()


SITE = Site(
    id="hubeidaily",
    name="湖北日报",
    province="湖北",
    city="武汉",
    organisation="湖北日报",
    domains=("news.hubeidaily.net",),
    lists=("https://news.hubeidaily.net/",),
    article_url=r"^/(?:pc|mobile)/c_\d+\.html$",
    article_pages=(HubeidailyArticle,),
    references=(
        Reference(
            year=2026,
            source=(
                "addresses seen: /pc/c_{id}.html, /mobile/c_{id}.html; "
                ".news-title, .source .source-item, .detail-cont"
            ),
        ),
    ),
)
