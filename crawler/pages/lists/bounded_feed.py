"""A feed as its parser gets it: without what takes the parser minutes, and with its first entries alone."""

from __future__ import annotations

import re

from crawler.pages.document.huge_tags import without_huge_tags
from crawler.pages.lists.entries import MOST_ARTICLES

_DEEPEST = 5_000  # elements in one another: a broken feed may leave each `<br>` of its texts open
_DECLARED = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
# Tried once, where the first one begins: tried at each it would take the square of their number.
_REST_OF_DOCTYPE = re.compile(r"[^\[>]*+(?:\[.*?\]\s*+>|>)", re.DOTALL)
_TAG = re.compile(
    r"<(?:(/?)([a-zA-Z][\w:.-]*+)[^>]*+(?:>|\Z)|!\[CDATA\[.*?(?:\]\]>|\Z)|!--.*?(?:-->|\Z)|[!?/][^>]*+(?:>|\Z))",
    re.DOTALL,
)
_ENTRIES = frozenset(("item", "entry"))


def bounded_feed(text: str) -> tuple[str, tuple[str, ...]]:
    """The feed without declaration and document type, whose entities are none of its business, and without
    what is too much or too deep; and what was left out."""
    text, _ = without_huge_tags(_without_doctype(_DECLARED.sub("", text)))
    opened: list[str] = []
    entries = 0
    for tag in _TAG.finditer(text):
        slash, name = tag.groups()
        if name is None:
            continue
        if slash:
            if opened and opened[-1] == name:
                opened.pop()
            entries += name in _ENTRIES
        elif text[tag.end() - 2] != "/":
            opened.append(name)
        if entries > MOST_ARTICLES:
            total = entries + sum(text.count(f"</{one}>", tag.end()) for one in _ENTRIES)
            return _closed(text[: tag.end()], opened), (f"{total - entries} of {total} links",)
        if len(opened) > _DEEPEST:
            return _closed(text[: tag.end()], opened), (f"what nests more than {_DEEPEST} deep",)
    return text, ()


def _without_doctype(text: str) -> str:
    start = _DOCTYPE.search(text)
    rest = _REST_OF_DOCTYPE.match(text, start.end()) if start else None
    return text[: start.start()] + text[rest.end() :] if start and rest else text


def _closed(text: str, opened: list[str]) -> str:
    """The text with closing tags for the elements that are open at its end."""
    return text + "".join(f"</{name}>" for name in reversed(opened))
