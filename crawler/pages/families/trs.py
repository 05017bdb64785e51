"""TRS WCM (拓尔思): `/202105/t20210523_1234567.html`, the text in `div.TRS_Editor`.

Images lie in the folder of the page. Only old or special templates print the text elsewhere; the generic
reader finds the rest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from crawler.pages.families.layouts import Layout, LayoutArticlePage

if TYPE_CHECKING:
    from crawler.pages.document.page import Page

ARTICLE_URL = r"/\d{6}/t\d{5,8}(?:_\w+)?\.s?html?$"
# t20210523_1234567_1.html and t1234567_1.htm are second pages: createPageHTML counts from 0.
_PATH = re.compile(
    r"(https?://[^?#]{1,300}/\d{6}/t(?:\d{8}_(\d{3,})|(\d{5,})))(?:_\d{1,2})?(\.s?html?)$",
)
_MARKS = ("TRS_Editor", "createPageHTML")
_MARK = re.compile(r"\bTRS_Editor\b|\bcreatePageHTML\s?\(\s?\d")


class TrsArticlePage(LayoutArticlePage):
    """All layouts of TRS; the comment after a layout names the outlet, and the year."""

    layouts: ClassVar[tuple[Layout, ...]] = (
        Layout(body=".TRS_Editor"),
        Layout(title=".title_box h2", body="#text"),  # 中国西藏网
        Layout(title=".contTit", body=".contTxt"),  # 浙江在线
        Layout(title=".zwbt", body=".article"),  # 宁夏新闻网
        Layout(title="h1.title", body=".content", published=".jcwsy_mini_content span"),  # 荆楚网 up to 2019
        Layout(title=".layout h1", body=".layout .left"),  # 大众网, old
    )
    furniture = "h1, h2"

    @classmethod
    def canonical_address(cls, folded: str) -> str:
        """`https://news.example.cn/202105/t20210523_1234567_1.html` gives the address without `_1`."""
        found = _PATH.match(folded)
        return f"{found.group(1)}{found.group(4)}" if found else folded

    @classmethod
    def id_in(cls, url: str) -> str | None:
        """`https://news.example.cn/202105/t20210523_1234567.html` gives `1234567`."""
        found = _PATH.match(url)
        return (found.group(2) or found.group(3)) if found else None

    @classmethod
    def recognises(cls, page: Page) -> bool:
        # Looked for first: the pattern alone costs as much as parsing the page.
        return any(page.has(mark) and _is_marked(page.text, mark) for mark in _MARKS)


def _is_marked(text: str, mark: str) -> bool:
    """Whether one of the places where `mark` stands is more than a part of a longer name."""
    at = text.find(mark)
    while at >= 0 and not _MARK.match(text, at):
        at = text.find(mark, at + 1)
    return at >= 0
