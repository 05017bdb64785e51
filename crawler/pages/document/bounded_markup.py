"""What the parser gets of a page: its markup without what takes minutes to parse, and what that was."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from crawler.pages.document.attribute_floods import without_attribute_floods
from crawler.pages.document.flattening import flattened
from crawler.pages.document.huge_tags import without_huge_tags
from crawler.pages.document.nodes import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, kw_only=True)
class BoundedMarkup:
    """Markup as the parser may have it; `cuts` says what is left out, a sentence each."""

    text: str
    cuts: tuple[str, ...] = ()
    encoded: bytes | None = None  # the text in UTF-8, where that was made already

    @cached_property
    def tree(self) -> Tree:
        # The parser takes UTF-8: what it gets of a str it encodes first.
        return Tree(self.text if self.encoded is None else self.encoded)


def bounded(markup: str, encoded: bytes | None = None) -> BoundedMarkup:
    """The markup within what a parser can do in its time; the very same where it is.

    `encoded`: the same in UTF-8, for who has it.
    """
    text, huge = without_huge_tags(markup)
    text, floods = without_attribute_floods(text)
    found = flattened(text, encoded if text is markup else None)
    counted = {
        "tags of thousands of attributes": huge,
        "tags without most of their attributes": floods,
        "elements too deep, without their text": found.too_deep,
        "formatting elements left open": found.left_open,
        "elements too many": found.too_many,
        "repeated html and body tags": found.roots,
    }
    encoded = encoded if found.text is markup else None
    return BoundedMarkup(text=found.text, cuts=tuple(_said(counted)), encoded=encoded)


def _said(counted: dict[str, int]) -> Iterator[str]:
    return (f"{number} {what}" for what, number in counted.items() if number)
