"""The regional editions of 中国新闻网: `www.{region}.chinanews.com.cn/news/2026/0518/123456.html`.

One system and one set of servers gives all thirty; the text is read by the generic reader.
"""

from __future__ import annotations

import re

from crawler.pages.base import Page
from crawler.pages.generic.page import GenericArticlePage

ARTICLE_URL = r"^/(?:[\w-]+/)*\d{4}/\d{4}/\d+(?:_\d{1,2})?\.s?html$"
LIST_URL = r"^/(?:[\w-]+/)+(?:index(?:_\d{1,3})?\.s?html)?$"
THROTTLE_GROUP = "chinanews.com.cn"
_PATH = re.compile(
    r"(https?://www\.[a-z]{2,3}\.chinanews\.com\.cn/(?:[\w-]+/)*\d{4}/\d{4}/(\d+))(?:_\d{1,2})?(\.s?html)"
)


class ChinanewsArticlePage(GenericArticlePage):
    """Articles of the regional editions."""

    @classmethod
    def canonical_address(cls, folded: str) -> str:
        """`https://www.hb.chinanews.com.cn/news/2026/0518/1_2.html` gives `…/1.html`, its first page."""
        match = _PATH.match(folded)
        return match[1] + match[3] if match else folded

    @classmethod
    def id_in(cls, url: str) -> str | None:
        match = _PATH.match(url)
        return match[2] if match else None

    @classmethod
    def recognises(cls, page: Page) -> bool:
        return bool(_PATH.match(page.url))
