"""Where the page's source leads: to the article from which the text is, if the link is one to an article."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.pages.fields.evidence import Found

if TYPE_CHECKING:
    from crawler.pages.document.page import Page

_LABEL = re.compile(r"(?:来源|來源|稿源|转自|转载自|摘自)\s*[:：]?\s*")
_ORIGINAL = re.compile(r"[\[【（(]?(?:点击|阅读|查看)*原文(?:链接|地址|连接)?[\]】）)]?")
_LONGEST = 40  # characters of a link's text that names a source
_LABELS = 5  # of one line that are looked at: lines of a hundred thousand links are no statement of a source


def source_link(page: Page) -> Found[str | None]:
    """The address of `来源：<a href="/0519/1046.html">示例网</a>` or of 阅读原文; a link to a front page or a
    column says no more than the name."""
    labelled = {
        number: _behind_labels(line.text)
        for number, line in enumerate(page.outline.lines)
        if "源" in line.text or "自" in line.text
    }
    for anchor in page.outline.anchors:
        behind = labelled.get(anchor.line)
        if not behind and "原文" not in anchor.text:
            continue
        text = anchor.text.strip()
        if not 0 < len(text) <= _LONGEST:
            continue
        if _ORIGINAL.fullmatch(text) or any(one.startswith(text) for one in behind or ()):
            address = page.absolute(anchor.href)
            if address and any(map(str.isdigit, urlsplit(address).path)):
                return Found(address, "link of the source")
    return Found(None, "")


def _behind_labels(line: str) -> tuple[str, ...]:
    """`来源：示例网 编辑：何山` gives what begins with 示例网."""
    found = islice(_LABEL.finditer(line), _LABELS)
    return tuple(line[label.end() : label.end() + _LONGEST] for label in found)
