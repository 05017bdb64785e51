"""Families of several layouts: tables of where each layout of a system prints its title and its body.

A layout names only what the generic reader does not find by itself; a page that shows none of a family's
layouts is an unknown layout, and the generic reader takes over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import ClassVar

from crawler.normalise import dates
from crawler.pages.base import Node, UnknownLayout
from crawler.pages.generic.page import GenericArticlePage

_DATED = re.compile(rf"\d{{1,4}}\s*[-年/.]\s*\d{{1,2}}|{dates.WITHOUT_YEAR}")

_MOST_TITLES = 10  # elements; of those left open each has all the text below it
_DEEPEST = 40  # steps up from a pasted element; pages that nest ten thousand deep must not cost


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Selectors of what the pages of one layout print. An empty one: the generic reader finds it."""

    body: str
    title: str = ""
    published: str = ""
    source: str = ""
    author: str = ""
    editor: str = ""


class LayoutArticlePage(GenericArticlePage):
    """A page that one of `layouts` fits; they are tried in order, the narrow before the wide."""

    layouts: ClassVar[tuple[Layout, ...]] = ()

    @cached_property
    def layout(self) -> Layout:
        """The first layout whose title and body the page shows."""
        found = next(filter(self._fits, self.layouts), None)
        if found is None:
            raise UnknownLayout(self.page.url, "no layout fits")
        return found

    def _fits(self, layout: Layout) -> bool:
        titled = not layout.title or any(map(self.text_of, self.page.all(layout.title)[:_MOST_TITLES]))
        return titled and self.page.tree.css_first(layout.body) is not None

    def title(self) -> str | None:
        return self._printed(self.layout.title) or super().title()

    def stated_titles(self) -> Iterator[tuple[str, str]]:
        # No field's rule: whichever field first needs the headline asks for this.
        if rule := self.layout.title:
            titles = self.page.all(rule)[:_MOST_TITLES]
            yield from ((text, rule) for node in titles if (text := self.text_of(node)))
        yield from super().stated_titles()

    def content(self) -> Sequence[Node]:
        return outermost(self.first_nodes(self.layout.body))

    def published(self) -> str | None:
        rule = self.layout.published
        printed = self.first(rule, where=_DATED) if rule else None
        return self.readable_time(printed) or super().published() or printed

    def source(self) -> str | None:
        return self._printed(self.layout.source) or super().source()

    def author(self) -> str | None:
        return self._printed(self.layout.author) or self.metadata.baidu("author")

    def editor(self) -> str | None:
        return self._printed(self.layout.editor) or self.metadata.baidu("editor")

    def _printed(self, selector: str) -> str | None:
        return self.first(selector) if selector else None


def outermost(nodes: Sequence[Node]) -> list[Node]:
    """The nodes that stand in none of the others: editors paste a `.content` into a `.content`."""
    kept: dict[int, Node] = {}
    for node in nodes:  # in the order of the page, so what holds others comes first
        if not any(outer.mem_id in kept for outer in islice(_ancestors(node), _DEEPEST)):
            kept[node.mem_id] = node
    return list(kept.values())


def _ancestors(node: Node) -> Iterator[Node]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent
