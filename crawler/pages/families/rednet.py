"""红网云, the system of 红网 and of the counties of Hunan: `/content/646742/51/12345678.html`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from crawler.pages.families.layouts import Layout, LayoutArticlePage

if TYPE_CHECKING:
    from crawler.pages.document.page import Page

# Up to 2022 with the day, /content/2022/05/17/1234567.html
ARTICLE_URL = r"^/content/(?:\d{4}/\d{2}/\d{2}|\d+/\d{2})/\d+(?:_\d{1,2})?\.html$"
LIST_URL = r"^/channel/\d+(?:_\d{1,3})?\.html$"
THROTTLE_GROUP = "rednet.cn"
_PATH = re.compile(r"(https?://[^/?#]+/content/(?:\d{4}/\d{2}/\d{2}|\d+/\d{2})/(\d+))(?:_\d{1,2})?(\.html)")
# x-wap.rednet.cn serves to telephones what x.rednet.cn serves to others.
_MOBILE = re.compile(r"(https?://[\w-]+)-wap(?=\.rednet\.cn\b)")


class RednetArticlePage(LayoutArticlePage):
    """All layouts of 红网云."""

    layouts: ClassVar[tuple[Layout, ...]] = (
        Layout(
            title="h1.detail_title",
            body="section.detail_article_content, article.detail-article",
            published="span.p_l_25",
            source="span.p_l_10",
        ),
        Layout(body="section.detail_article_content, article.detail-article"),
        Layout(body=".detail_article"),  # 时刻, whose pages state the rest in meta
    )
    furniture = "h1"
    platform = "rednet.cn"

    @classmethod
    def canonical_address(cls, folded: str) -> str:
        """`https://x-wap.rednet.cn/content/1/51/12_2.html` gives `https://x.rednet.cn/content/1/51/12.html`."""
        found = _PATH.match(folded)
        return _MOBILE.sub(r"\1", f"{found.group(1)}{found.group(3)}") if found else folded

    @classmethod
    def id_in(cls, url: str) -> str | None:
        """`https://x.rednet.cn/content/646742/51/12345678.html` gives `12345678`."""
        found = _PATH.match(url)
        return found.group(2) if found else None

    @classmethod
    def recognises(cls, page: Page) -> bool:
        if not _PATH.match(page.url):
            return False
        return page.has("detail_article") or page.has("detail-article")
