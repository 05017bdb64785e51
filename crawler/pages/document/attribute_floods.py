"""Tags that are no longer than others and full of attributes: each takes the parser a quarter of a kilobyte.

`<p a b c …>` over and over, with a hundred attributes in 300 characters, takes 80 MB a megabyte.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.pages.document.tags import ATTRIBUTE, TAG

if TYPE_CHECKING:
    from collections.abc import Iterator

_SMALL = 50_000  # characters of a page that takes little whatever is in it
_WINDOWS, _WINDOW = 16, 250  # places of a page that are looked at, characters of each
_LONG_TAG = 300  # characters; longer ones are looked at one by one (huge_tags.py)
# Characters for each attribute: where fewer, all tags are counted; where fewer still, attributes go. Of 72
# real pages the densest has one for each 44.
_DENSE, _EACH = 30, 20
_MOST = 15_000  # attributes of any page
_KEPT = 6  # attributes that a tag keeps: what they hide, link and name stands first
_OPENING = re.compile(r"<[A-Za-z][^>]*")
_RAW = frozenset(("script", "style"))
_END_OF_RAW = re.compile(r"</s(?:cript|tyle)[\t\n\f\r />]", re.IGNORECASE)


def without_attribute_floods(text: str) -> tuple[str, int]:
    """The text without the further attributes of tags that have many, where they are more than a page's, and
    how many tags they were."""
    if len(text) < _SMALL or not _is_dense(text):
        return text, 0
    found, attributes = [], 0
    for kept, end, number in _tags(text):
        attributes += number
        if number > _KEPT:
            found.append((kept, end))
    if attributes <= max(_MOST, len(text) // _EACH):
        return text, 0
    pieces, done = [], 0
    for kept, end in found:
        pieces.append(text[done:kept])
        done = end
    return "".join([*pieces, text[done:]]), len(found)


def _is_dense(text: str) -> bool:
    """Whether the places that are looked at, all over the text, have many attributes."""
    looked_at = attributes = 0
    for at in range(0, len(text), len(text) // _WINDOWS):
        start = max(text.rfind("<", max(0, at - _LONG_TAG), at + 1), 0) or at
        window = text[start : at + _WINDOW]
        looked_at += len(window)
        attributes += sum(len(ATTRIBUTE.findall(tag)) - 1 for tag in _OPENING.findall(window))
    return attributes * _DENSE > looked_at


def _tags(text: str) -> Iterator[tuple[int, int, int]]:
    """Each opening tag: where its first attributes end, where its last one does, and how many it has."""
    position = 0
    while tag := TAG.search(text, position):
        position = tag.end()
        slash, name = tag.groups()
        if name is None or slash:
            continue
        number, kept, end = 0, tag.end(2), tag.end(2)
        for attribute in ATTRIBUTE.finditer(text, end, position):
            number, end = number + 1, attribute.end()
            if number <= _KEPT:
                kept = end
        yield kept, end, number
        if name.lower() in _RAW:  # `a<b c d …` in a script is no tag
            closing = _END_OF_RAW.search(text, position)
            position = closing.start() if closing else len(text)
