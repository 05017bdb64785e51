"""南方网: `/node_54a44f01a2/0123456789.shtml`. Its meta author is who edited the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.pages.base import UnknownLayout
from crawler.pages.document.metadata import AUTHOR
from crawler.pages.generic.page import GenericArticlePage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.pages.document.page import Node, Page

ARTICLE_URL = r"^/node_[0-9a-f]{10}/[0-9a-f]{10}\.shtml$"
LIST_URL = r"^/node_[0-9a-f]{10}/?(?:\?cms_node_post_list_page=\d+)?$"
_PATH = re.compile(r"https?://[^/?#]+/node_[0-9a-f]{10}/([0-9a-f]{10})\.shtml")


class SouthcnArticlePage(GenericArticlePage):
    """Pages of 2023 and later; what was before the generic reader reads."""

    @classmethod
    def id_in(cls, url: str) -> str | None:
        """`https://news.southcn.com/node_54a44f01a2/0123456789.shtml` gives `0123456789`."""
        found = _PATH.match(url)
        return found.group(1) if found else None

    @classmethod
    def recognises(cls, page: Page) -> bool:
        return bool(_PATH.match(page.url)) and page.has("article_title")

    def title(self) -> str | None:
        title = self.first("#article_title")
        if title is None:
            raise UnknownLayout(self.page.url, "no #article_title")
        return title

    def subtitle(self) -> str | None:
        return self.first("#article_subtitle")

    def content(self) -> Sequence[Node]:
        return self.first_nodes(".m-article #content", "#content")[:1]

    def author(self) -> str | None:
        return self.metadata.baidu("author")

    def editor(self) -> str | None:
        return self.first(".m-editor") or self.metadata.text(AUTHOR)
