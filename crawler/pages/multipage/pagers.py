"""The links of a page's pager, as printed or as its scripts make them: addresses with their page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from crawler.normalise.text import tidy
from crawler.pages.document.page import attribute
from crawler.pages.multipage.page_numbers import MOST_PAGES

if TYPE_CHECKING:
    from crawler.pages.document.page import Page

Kind = Literal["number", "next", "previous", "last", "first", "whole"]


class PagerLink(NamedTuple):
    """An address that a pager gives, by a link, a menu or a script."""

    url: str
    kind: Kind
    number: int | None = None  # printed for it, from 1
    total: int = 0  # pages in all, where that stands in the same line


_LONGEST = 14  # characters of a pager's link
_EDGES = " \t|｜»«›‹<>《》[]【】()（）.…·:：→←"
_WORDS: dict[str, Kind] = {
    **dict.fromkeys(("下一页", "下页", "后一页", "后页", "next", "下一张", "下一图", "next page"), "next"),
    **dict.fromkeys(("上一页", "上页", "前一页", "前页", "prev", "previous", "上一张", "上一图"), "previous"),
    **dict.fromkeys(("尾页", "末页", "最后一页", "last", "最末页"), "last"),
    **dict.fromkeys(("首页", "第一页", "first"), "first"),
    **dict.fromkeys(
        (
            *("全文", "阅读全文", "阅读余下全文", "余下全文", "全文阅读", "全文显示", "全文浏览", "显示全文"),
            *("浏览全文", "查看全文", "在本页阅读全文", "在本页显示全文", "显示全部", "全部显示", "查看全部"),
            *("单页", "单页显示", "单页阅读", "单页浏览"),
        ),
        "whole",
    ),
}  # fmt: skip
# One of these stands in every text that a pager's link has; most links of a page have none.
_HINT = re.compile(r"[\d页张图文部>»›]|next|prev|last|first", re.IGNORECASE)
_NUMBER = re.compile(r"第?\s*(\d{1,3})\s*页?")
_OPTION = re.compile(r"第\s*(\d{1,3})\s*页")
_TOTAL = re.compile(r"共\s*(\d{1,3})\s*页|\b\d{1,3}\s*/\s*(\d{1,3})(?!\s*[/\d])")
_LONGEST_LINE = 200
# TRS: createPageHTML(3, 0, "t20210523_1234567", "html") prints links to …_1.html and …_2.html; other sites
# put the name of an element before or behind.
_CALL = re.compile(
    r"createPageHTML\(\s*(?:[\"'][^\"'()]{0,60}[\"']\s*,\s*)?(\d{1,3})\s*,\s*(\d{1,3})\s*,"
    r"\s*[\"']([^\"'()<>\s]{1,120})[\"']\s*,\s*[\"'](\w{1,6})[\"']"
)
# The name first: a pattern that begins with a boundary is tried at each character of a page.
_COUNT = re.compile(r"countPage(?<!\wcountPage)\s*=\s*(\d{1,3})\b")
_TRS_NAME = re.compile(r"([^?#]*/t\d{5,8}(?:_\d{3,})?)(?:_\d{1,2})?\.(s?html?)\Z")
_MOST_OPTIONS = 100


def pager_links(page: Page) -> Iterator[PagerLink]:
    """Everything on the page that names a page by number or by 下一页, whatever its address."""
    yield from _links(page)
    yield from _options(page)
    yield from _scripted(page)


def _links(page: Page) -> Iterator[PagerLink]:
    lines = page.outline.lines
    for link in page.outline.anchors:
        text = link.text.strip()
        if len(text) > _LONGEST or not (said := _said(text)) or (url := page.absolute(link.href)) is None:
            continue
        kind, number = said
        line = lines[link.line].text if link.line < len(lines) else ""
        yield PagerLink(url, kind, number, _total(line))


@lru_cache(maxsize=4096)  # the short links of a page stand on all pages of its outlet
def _said(text: str) -> tuple[Kind, int | None] | None:
    """What a short link says of a page: `下一页`, `第3页`; None for most."""
    if not _HINT.search(text):
        return None
    bare = tidy(text).strip(_EDGES).lower()
    if number := _NUMBER.fullmatch(bare):
        return "number", int(number.group(1))
    kind: Kind | None = "next" if text in (">", "»", ">>", "›") else _WORDS.get(bare)
    return (kind, None) if kind else None


def _total(line: str) -> int:
    found = _TOTAL.search(line) if len(line) <= _LONGEST_LINE else None
    return int(found.group(1) or found.group(2)) if found else 0


def _options(page: Page) -> Iterator[PagerLink]:
    """`<select><option value="12_2.html">第2页`, as pagers with a menu have it."""
    if not page.has("<option"):
        return
    for node in islice(page.all("option[value]"), _MOST_OPTIONS):
        found = _OPTION.match(tidy(node.text() or ""))
        url = page.absolute(attribute(node, "value")) if found else None
        if found and url:
            yield PagerLink(url, "number", int(found.group(1)))


def _scripted(page: Page) -> Iterator[PagerLink]:
    if page.has("createPageHTML"):
        for call in islice(_CALL.finditer(page.text), 2):
            count, _, name, extension = call.groups()
            yield from _counted(page, name, extension, int(count))
    elif "/t" in page.url and (own := _TRS_NAME.match(page.url)) and page.has("countPage"):
        count = max((int(found) for found in islice(_COUNT.findall(page.text), 4)), default=0)
        yield from _counted(page, own.group(1), own.group(2), count)


def _counted(page: Page, name: str, extension: str, count: int) -> Iterator[PagerLink]:
    """The pages that such a script prints: it counts from 0, and the first has no number."""
    if count < 2:
        return
    for number in range(min(count, MOST_PAGES + 1)):
        url = page.absolute(f"{name}_{number}.{extension}" if number else f"{name}.{extension}")
        if url:
            yield PagerLink(url, "number", number + 1, count)
