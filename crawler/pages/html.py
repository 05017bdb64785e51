"""One captured page: its text decoded, its tree parsed when first asked for, and selectors that count.

The parser is chosen here and nowhere else; families and sites only write selectors.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser
from selectolax.lexbor import LexborNode as Node

from crawler.normalise.addresses import absolute, host_of
from crawler.pages.decoding import declared, decode
from crawler.pages.outline import Outline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.items import Capture

__all__ = ["Node", "Page", "UnknownLayout", "attribute"]


_LARGE, _LONG_TAG, _MOST_ATTRIBUTES = 200_000, 8_000, 2_000  # characters, characters, and blanks or signs
_TAG = re.compile(r"<[A-Za-z]")
_BETWEEN_ATTRIBUTES = re.compile(r"[\s=/]+")


class UnknownLayout(Exception):
    """The page does not fit the page class; names the page."""

    def __init__(self, url: str, what: str = "") -> None:
        super().__init__(f"{url or 'page without address'}: {what or 'unknown layout'}")
        self.url, self.what = url, what


class Page:
    """`Page(capture)`: the capture, its decoded `text`, and what selectors find in its tree."""

    def __init__(self, capture: Capture) -> None:
        self.capture = capture
        self.url = capture.url

    @cached_property
    def text(self) -> str:
        return self._decoded[0]

    @cached_property
    def charset(self) -> str:
        return self._decoded[1]

    @cached_property
    def _decoded(self) -> tuple[str, str]:
        return decode(self.capture.body, self._content_type)

    @property
    def declared_charsets(self) -> tuple[tuple[str, str], ...]:
        """Where a charset is declared, and which: `("header", "utf-8"), ("meta", "gb18030")`."""
        return declared(self.capture.body, self._content_type)

    @property
    def _content_type(self) -> str:
        headers = {name.lower(): value for name, value in self.capture.headers}
        return headers.get("content-type", "")

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(_without_huge_tags(self.text))

    @cached_property
    def outline(self) -> Outline:
        """The whole page as a reader sees it, line by line; one walk, shared by all who ask."""
        return Outline(self.tree.body or self.tree.root)

    @property
    def base(self) -> str:
        """What relative addresses of this page are relative to."""
        href = self._base_href
        return (absolute(self.url, href) or self.url) if href else self.url

    @cached_property
    def _base_href(self) -> str | None:
        node = self.tree.css_first("base[href]")
        return attribute(node, "href") if node else None

    @property
    def host(self) -> str:
        return host_of(self.url)

    def all(self, selector: str) -> list[Node]:
        return self.tree.css(selector)

    def maybe(self, selector: str) -> Node | None:
        """The one node, or None; more than one is an unknown layout."""
        found = self.tree.css(selector)
        if len(found) > 1:
            raise UnknownLayout(self.url, f"{len(found)} × {selector}")
        return found[0] if found else None

    def one(self, selector: str) -> Node:
        """The one node; none or several is an unknown layout."""
        node = self.maybe(selector)
        if node is None:
            raise UnknownLayout(self.url, f"no {selector}")
        return node

    def comments(self, text: str) -> Iterator[Node]:
        """The comments that say `text`, in order: some systems mark their text with them."""
        if text not in self.text:
            return
        for node in self.tree.root.traverse(include_text=True) if self.tree.root else ():
            if node.tag == "-comment" and (node.comment_content or "").strip() == text:
                yield node

    def absolute(self, href: str | None) -> str | None:
        """The absolute address of `href` on this page; None for what leads nowhere."""
        return absolute(self.base, href) if href else None


def attribute(node: Node, *names: str) -> str | None:
    """The first of these attributes that is there and not blank: `attribute(image, "data-src", "src")`."""
    attributes = node.attributes
    for name in names:
        value = attributes.get(name)
        if value and value.strip():
            return value.strip()
    return None


def _without_huge_tags(text: str) -> str:
    """The text without tags of thousands of attributes: the parser compares each of them with each, and
    40,000 in one tag take it five seconds."""
    if len(text) < _LARGE:
        return text
    parts = text.split(">")
    return ">".join(_without_huge_tag(part) if len(part) > _LONG_TAG else part for part in parts)


def _without_huge_tag(part: str) -> str:
    start = max((found.start() for found in _TAG.finditer(part)), default=len(part))
    tag = part[start:]
    return part[:start] + "<wbr" if len(_BETWEEN_ATTRIBUTES.findall(tag)) > _MOST_ATTRIBUTES else part
