"""Tags of thousands of attributes: the parser compares each with each, and each takes memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.pages.document.tags import ATTRIBUTE

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONG_TAG, _MANY = 300, 50  # characters, attributes; a player or a map has some thirty
_MOST = 2_000  # attributes in all the tags that have many
_FEW = 20  # angle brackets that open no tag, looked at one by one
_TAG = re.compile(r"<[A-Za-z]")


def without_huge_tags(text: str) -> tuple[str, int]:
    """The text without its tags of many attributes, where these are thousands, and how many tags they were.

    40,000 attributes in one tag take the parser five seconds.
    """
    found = list(_huge_tags(text))
    if sum(attributes for _, _, attributes in found) <= _MOST:
        return text, 0
    kept, done = [], 0
    for start, end, _ in found:
        kept += [text[done:start], "<wbr"]
        done = end
    return "".join([*kept, text[done:]]), len(found)


def _huge_tags(text: str) -> Iterator[tuple[int, int, int]]:
    """Where tags of many attributes begin and end, and how many attributes they have."""
    for start, end in _long_runs(text):
        tag = _last_tag(text, start, end)
        if end - tag > _LONG_TAG and tag >= 0:
            attributes = sum(1 for _ in ATTRIBUTE.finditer(text, tag, end))
            if attributes > _MANY:
                yield tag, end, attributes


def _long_runs(text: str) -> Iterator[tuple[int, int]]:
    """From where to where more than `_LONG_TAG` characters hold no `>`."""
    start, size, last_of = 0, len(text), text.rfind
    while size - start > _LONG_TAG:
        last = last_of(">", start, start + _LONG_TAG + 1)
        if last < 0:
            last = text.find(">", start)
            last = size if last < 0 else last
            yield start, last
        start = last + 1


def _last_tag(text: str, start: int, end: int) -> int:
    """Where the last tag between these opens; -1 where none does."""
    at = text.rfind("<", start, end)
    for _ in range(_FEW):
        if at < 0 or _TAG.match(text, at, end):
            return at
        at = text.rfind("<", start, at)
    return max((found.start() for found in _TAG.finditer(text, start, end)), default=-1)
