"""Hoge m2oplus, the system of many television stations: `/folder/2021-05-23/1234567.html`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from crawler.pages.families.layouts import Layout, LayoutArticlePage

if TYPE_CHECKING:
    from crawler.pages.document.page import Page

ARTICLE_URL = r"/\d{4}-\d{2}-\d{2}/(?:\d+|\w{16})\.html$"
_PATH = re.compile(r"https?://[^?#]{1,300}/\d{4}-\d{2}-\d{2}/(\d+|\w{16})\.html$")


class HogeArticlePage(LayoutArticlePage):
    """The one layout that gdtv, fjtv, nxtv, hljtv, nmtv, jmtv and qhbtv share."""

    layouts: ClassVar[tuple[Layout, ...]] = (
        Layout(
            title=".article-title h1",
            body=".article-main",
            published="span.time, .datetime",
            source="span.origin",
            author="span.author",
        ),
    )
    furniture = ".article-title"

    @classmethod
    def id_in(cls, url: str) -> str | None:
        """`https://www.example.cn/news/2021-05-23/1234567.html` gives `1234567`."""
        found = _PATH.match(url)
        return found.group(1) if found else None

    @classmethod
    def recognises(cls, page: Page) -> bool:
        return bool(_PATH.match(page.url)) and page.has("article-main")
