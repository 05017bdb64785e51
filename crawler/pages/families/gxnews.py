"""广西新闻网: `/staticpages/20240512/newgx66401234-12345678.shtml`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from crawler.pages.families.layouts import Layout, LayoutArticlePage

if TYPE_CHECKING:
    from crawler.pages.document.page import Page

ARTICLE_URL = r"/staticpages/\d{8}/newgx[0-9a-f]{8}-\d+(?:-\d{1,2})?\.shtml$"
LIST_URL = r"/staticmores/\d+/\d+-\d+\.shtml$"
_PATH = re.compile(
    r"(https?://[^/?#]+/staticpages/\d{8}/newgx[0-9a-f]{8}-(\d+))(?:-\d{1,2})?(\.shtml)$",
)


class GxnewsArticlePage(LayoutArticlePage):
    """The layouts of 2019 and before."""

    layouts: ClassVar[tuple[Layout, ...]] = (
        Layout(title=".article h1", body=".article-content"),
        Layout(body="td#artContent"),
    )
    furniture = "h1"

    @classmethod
    def canonical_address(cls, folded: str) -> str:
        """`https://news.gxnews.com.cn/staticpages/20240512/newgx66401234-12-2.shtml` loses `-2`."""
        found = _PATH.match(folded)
        return f"{found.group(1)}{found.group(3)}" if found else folded

    @classmethod
    def id_in(cls, url: str) -> str | None:
        """`https://news.gxnews.com.cn/staticpages/20240512/newgx66401234-12.shtml` gives `12`."""
        found = _PATH.match(url)
        return found.group(2) if found else None

    @classmethod
    def recognises(cls, page: Page) -> bool:
        return "/staticpages/" in page.url and bool(_PATH.match(page.url))
