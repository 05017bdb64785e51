"""新华网 and its regional channels: `/20240512/{32 hex digits}/c.html`.

The page has two heads, for screens and for telephones; the first prints the year, the day and the clock time
in boxes of their own. Its meta publishdate is only a day, its meta author a user's number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from crawler.normalise.text import tidy
from crawler.pages.families.layouts import Layout, LayoutArticlePage

if TYPE_CHECKING:
    from crawler.pages.document.page import Page

ARTICLE_URL = r"/\d{8}/[0-9a-f]{32}/c(?:_\d{1,2})?\.html$"
_PATH = re.compile(r"(https?://[^?#]{1,300}/\d{8}/([0-9a-f]{32})/c)(?:_\d{1,2})?(\.html)$")
_DAY = re.compile(r"(\d{1,2})\s*/\s*(\d{1,2})")


class NewscnArticlePage(LayoutArticlePage):
    """The layout of 2022 and later."""

    layouts: ClassVar[tuple[Layout, ...]] = (
        Layout(title="h1 span.title, h1#title", body="#detailContent", source=".header-cont .source"),
        Layout(body="#detailContent"),
    )

    @classmethod
    def canonical_address(cls, folded: str) -> str:
        """`https://he.news.cn/20240512/…/c_2.html` gives the address with `c.html`."""
        found = _PATH.match(folded)
        return f"{found.group(1)}{found.group(3)}" if found else folded

    @classmethod
    def id_in(cls, url: str) -> str | None:
        """`https://he.news.cn/20240512/0123456789abcdef0123456789abcdef/c.html` gives the 32 digits."""
        found = _PATH.match(url)
        return found.group(2) if found else None

    @classmethod
    def recognises(cls, page: Page) -> bool:
        return page.has("detailContent")

    def published(self) -> str | None:
        """`2024` `05/12` `09:47:48`, from their boxes; else the line of the other head."""
        year = self.first(".header-time .year")
        day = _DAY.search(self.first(".header-time .day") or "")
        if not year or not day:
            return super().published()
        clock = self.first(".header-time .time") or ""
        return tidy(f"{year.strip()}-{day.group(1)}-{day.group(2)} {clock}")
