"""Editions that a script holds: `l:[["第01版", "node_1.htm", [["标题", "content_1_2.htm"]]]]` and the like.

Of a script only texts in quotes count. A text that is a file's name is a link; its words are a text in
Chinese that stands within the same brackets.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.pages.document.page import Page

MOST = 4_000  # links of one page
_LONGEST_SCRIPTS = 2_000_000  # characters
_LONGEST_CALL = 1_000  # characters of an element's script
_QUOTED = re.compile(r"\"((?:[^\"\\\n]|\\.){1,400})\"|'((?:[^'\\\n]|\\.){1,400})'|([\[\]{}])")
_FILE = re.compile(r"[\w./:?=&-]{1,300}\.s?html?(?:\?[\w=&.-]{0,100})?", re.IGNORECASE)
_HAN = re.compile(r"[㐀-鿿]")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)")


def links_in_scripts(page: Page) -> Iterator[tuple[str, str]]:
    """The files that the page's scripts name, each with the words that stand with it (or "")."""
    count = 0
    for node in page.all("script"):
        text = node.text()[:_LONGEST_SCRIPTS]
        for link in _links(text) if ".htm" in text or ".shtm" in text else ():
            yield link
            count += 1
            if count >= MOST:
                return


def files_in(script: str) -> list[str]:
    """`window.open('node_2.htm')` gives `["node_2.htm"]`."""
    texts = (found[1] or found[2] or "" for found in _QUOTED.finditer(script[:_LONGEST_CALL]))
    return [text for text in texts if _FILE.fullmatch(text)]


def _links(script: str) -> Iterator[tuple[str, str]]:
    """Files and words pair off within their brackets, whichever comes first."""
    words, waiting = "", ""
    for found in _QUOTED.finditer(script):
        if found[3]:
            if waiting:
                yield waiting, words
                waiting, words = "", ""
            elif found[3] in "]}":
                words = ""
            continue
        text = _unescaped(found[1] or found[2] or "")
        if _FILE.fullmatch(text):
            if waiting:
                yield waiting, words
                words = ""
            waiting = text
        elif _HAN.search(text) and (not words or waiting):
            words = words or text
    if waiting:
        yield waiting, words


def _unescaped(text: str) -> str:
    """`\\u8981\\u95fb` gives `要闻`."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], text)
