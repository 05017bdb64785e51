"""One captured page: its text decoded, its tree parsed when first asked for, and selectors that count.

Families and sites only write selectors; the parser is chosen in nodes.py.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from crawler.normalise.addresses import absolute, host_of
from crawler.normalise.share import TELLING_KEYS, printed_config
from crawler.pages.document.bounded_markup import BoundedMarkup, bounded
from crawler.pages.document.decoding import declared, decode
from crawler.pages.document.marks import Marks, in_utf8
from crawler.pages.document.metadata import METADATA_ELEMENTS, Metadata
from crawler.pages.document.nodes import Node, Tree, attribute
from crawler.pages.document.outline import SUSPECTS, Outline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.items import Capture

__all__ = ["Node", "Page", "UnknownLayout", "attribute"]


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
    def tree(self) -> Tree:
        return self._bounded.tree

    @property
    def cuts(self) -> tuple[str, ...]:
        """What was left out of the page to be parsed in time, a line each; () of ordinary pages."""
        return self._bounded.cuts

    @cached_property
    def _bounded(self) -> BoundedMarkup:
        return bounded(self.text, self._markup)

    @cached_property
    def outline(self) -> Outline:
        """The whole page as a reader sees it, line by line; one walk, shared by all who ask."""
        return Outline(self.tree.body or self.tree.root, suspects=self._looked_for)

    @property
    def base(self) -> str:
        """What relative addresses of this page are relative to."""
        href = self._base_href
        return (absolute(self.url, href) or self.url) if href else self.url

    @cached_property
    def _base_href(self) -> str | None:
        nodes = self.metadata_elements["base"]
        return attribute(nodes[0], "href") if nodes else None

    @cached_property
    def metadata_elements(self) -> dict[str, list[Node]]:
        """`<meta>`, `<link rel=canonical>`, `<base>` and JSON-LD `<script>`, by tag."""
        found: dict[str, list[Node]] = {"meta": [], "link": [], "base": [], "script": []}
        for node in self._looked_for:
            tag = node.tag
            # A hidden `<script>` is looked for as well, and no metadata for that.
            if tag in found and (tag == "meta" or node.css_matches(METADATA_ELEMENTS)):
                found[tag].append(node)
        return found

    @cached_property
    def _looked_for(self) -> list[Node]:
        """What is looked for on every page, in one walk: each takes as long as a fifth of parsing."""
        found = self.tree.css(f"{METADATA_ELEMENTS}, {SUSPECTS}")
        return list({node.mem_id: node for node in found}.values())  # what fits two selectors is found twice

    @cached_property
    def metadata(self) -> Metadata:
        """What those elements state; read once, for every page class that is tried."""
        return Metadata(self.tree, self.metadata_elements, has_baidu=self.has("_baidu"))

    @cached_property
    def printed_share(self) -> dict[str, str]:
        """The fields of the share config in the page; {} where there is none."""
        return printed_config(self.text) if any(map(self.has, TELLING_KEYS)) else {}

    def has(self, mark: str) -> bool:
        """Whether the markup has these characters anywhere."""
        return mark in self._marks

    @cached_property
    def _marks(self) -> Marks:
        return Marks(self._markup)

    @cached_property
    def _markup(self) -> bytes:
        return in_utf8(self.text, self.charset, self.capture.body)

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
        if not self.has(text):
            return
        for node in self.tree.root.traverse(include_text=True) if self.tree.root else ():
            if node.tag == "-comment" and (node.comment_content or "").strip() == text:
                yield node

    def absolute(self, href: str | None) -> str | None:
        """The absolute address of `href` on this page; None for what leads nowhere."""
        return absolute(self.base, href) if href else None
