"""CmsTop classic, the system of many cities: `/2019/1107/1234567.shtml`, text in `.article-content`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from crawler.pages.families.layouts import Layout, LayoutArticlePage

if TYPE_CHECKING:
    from crawler.pages.document.page import Page

ARTICLE_URL = r"/\d{4}/\d{4}/\d+(?:_\d{1,2})?\.s?html?$"
_PATH = re.compile(r"(https?://[^?#]{1,300}/\d{4}/\d{4}/(\d+))(?:_\d{1,2})?(\.s?html?)$")


class CmsTopArticlePage(LayoutArticlePage):
    """All layouts of CmsTop classic; the comment names the outlets where one was seen, and the year."""

    layouts: ClassVar[tuple[Layout, ...]] = (
        Layout(title=".article-title", body=".article-content"),  # 齐鲁晚报, 陕西网, 中山网 2019
        Layout(title=".article-main h1, #article h1", body=".article-content"),  # 合肥在线, 安徽网 2019
        Layout(title=".headTitle > :first-child", body=".article-content"),  # 十堰网 2019
        Layout(title=".ina_news_text h1", body="[class^=ina_content]"),  # 安徽网 2019
        Layout(title=".article-content-title", body=".article-detail-inner"),  # 南充新闻网 2019
        Layout(title=".span12 h1, .row.title", body=".article-content"),  # 千龙网 2019
    )
    furniture = "h1, .article-infos, .headTitle, .noprint"

    @classmethod
    def canonical_address(cls, folded: str) -> str:
        """`https://www.hf365.com/2019/1107/1212_2.shtml` gives the address without `_2`."""
        found = _PATH.match(folded)
        return f"{found.group(1)}{found.group(3)}" if found else folded

    @classmethod
    def id_in(cls, url: str) -> str | None:
        """`https://www.hf365.com/2019/1107/1212.shtml` gives `1212`."""
        found = _PATH.match(url)
        return found.group(2) if found else None

    @classmethod
    def recognises(cls, page: Page) -> bool:
        return bool(_PATH.match(page.url)) and page.has("article-content")
