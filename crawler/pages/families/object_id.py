"""The system that names articles by the 24 hexadecimal digits of a database: `/content/s6650….html`.

新华报业网 (交汇点), 京报网 and others serve such addresses (2026). Their addresses name no day; the
text is read by the generic reader, for no page of theirs is public whose markup could be described.
"""

from __future__ import annotations

import re

from crawler.pages.base import Page
from crawler.pages.generic.page import GenericArticlePage

ARTICLE_URL = r"^/content/s[0-9a-f]{24}(?:_\d{1,2})?\.html$"
_PATH = re.compile(r"(https?://[^/?#]+/content/(s[0-9a-f]{24}))(?:_\d{1,2})?(\.html)")


class ObjectIdArticlePage(GenericArticlePage):
    """Pages at `/content/s{24 hexadecimal digits}.html`."""

    @classmethod
    def canonical_address(cls, folded: str) -> str:
        """`https://x.cn/content/s….html?a=1` gives `https://x.cn/content/s….html`."""
        match = _PATH.match(folded)
        return match[1] + match[3] if match else folded

    @classmethod
    def id_in(cls, url: str) -> str | None:
        match = _PATH.match(url)
        return match[2] if match else None

    @classmethod
    def recognises(cls, page: Page) -> bool:
        return bool(_PATH.match(page.url))
