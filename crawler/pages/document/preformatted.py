"""Text whose line breaks are shown as they stand: in `<pre>` and under `white-space: pre`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.normalise.text import tidy
from crawler.pages.document.nodes import attribute

if TYPE_CHECKING:
    from crawler.pages.document.nodes import Node

_MOST = 5_000  # paragraphs of one text; the rest is one more
_LONG = (
    100_000  # characters; no paragraph of a real page is so long, and joining its lines takes 40 times that
)
_WHITE_SPACE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
# A paragraph begins behind an empty line or with its first words set in; else each line is one.
_INDENTED = r"\n(?=[ \t]*\u3000|[ ]{2,}\S)"
_PARAGRAPH = re.compile(rf"\n[ \t\r\u3000]*\n\s*?(?=\S|[ \u3000])|{_INDENTED}")
_WRAPPED = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t\r]*\n[ \t]*(?=[\u3000-\u9fff\uff00-\uffef])")


def keeps_breaks(node: Node) -> bool:
    """Whether an element shows the line breaks of its text."""
    if node.tag == "pre":
        return True
    style = attribute(node, "style")
    return bool(style and _WHITE_SPACE.search(style))


def paragraphs_of(text: str) -> list[str]:
    """`　　甲乙\\n丙。\\n　　丁。` gives `甲乙丙。` and `丁。`.

    Without such indents or empty lines each line is a paragraph.
    """
    text = text.strip()
    parts = _PARAGRAPH.split(text, _MOST) if _PARAGRAPH.search(text) else text.split("\n", _MOST)
    tidied = (tidy(_WRAPPED.sub("", part) if len(part) < _LONG else part) for part in parts)
    return [part for part in tidied if part]
