"""Families with looks: tables of where each look of a system prints its title and its body.

A theme names only what the generic reader does not find by itself; a page that shows none of a family's
themes is an unknown layout, and the generic reader takes over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import ClassVar

from crawler.pages.base import Node, UnknownLayout
from crawler.pages.generic.page import GenericArticlePage

_DATED = re.compile(r"\d{1,4}\s*[-年/.]\s*\d{1,2}")

_DEEPEST = 40  # steps up from a pasted element; pages that nest ten thousand deep must not cost


@dataclass(frozen=True, kw_only=True)
class Theme:
    """One look: selectors of what its pages print. An empty one: the generic reader finds it."""

    body: str
    title: str = ""
    published: str = ""
    source: str = ""
    author: str = ""
    editor: str = ""


class ThemedArticlePage(GenericArticlePage):
    """A page that one of `themes` fits; they are tried in order, the narrow before the wide."""

    themes: ClassVar[tuple[Theme, ...]] = ()

    @cached_property
    def theme(self) -> Theme:
        """The first theme whose title and body the page shows."""
        found = next(filter(self._fits, self.themes), None)
        if found is None:
            raise UnknownLayout(self.page.url, "no theme fits")
        return found

    def _fits(self, theme: Theme) -> bool:
        titled = not theme.title or any(map(self.text_of, self.page.all(theme.title)))
        return titled and self.page.tree.css_first(theme.body) is not None

    def title(self) -> str | None:
        return self._printed(self.theme.title) or super().title()

    def stated_titles(self) -> Iterator[tuple[str, str]]:
        # No field's rule: whichever field first needs the headline asks for this.
        if rule := self.theme.title:
            yield from ((text, rule) for node in self.page.all(rule) if (text := self.text_of(node)))
        yield from super().stated_titles()

    def content(self) -> Sequence[Node]:
        return outermost(self.first_nodes(self.theme.body))

    def published(self) -> str | None:
        rule = self.theme.published
        return (self.first(rule, where=_DATED) if rule else None) or super().published()

    def source(self) -> str | None:
        return self._printed(self.theme.source) or super().source()

    def author(self) -> str | None:
        return self._printed(self.theme.author) or self.meta.marked("author")

    def editor(self) -> str | None:
        return self._printed(self.theme.editor) or self.meta.marked("editor")

    def _printed(self, selector: str) -> str | None:
        return self.first(selector) if selector else None


def outermost(nodes: Sequence[Node]) -> list[Node]:
    """The nodes that stand in none of the others: editors paste a `.content` into a `.content`."""
    kept: dict[int, Node] = {}
    for node in nodes:  # in the order of the page, so what holds others comes first
        if not any(around.mem_id in kept for around in islice(_around(node), _DEEPEST)):
            kept[node.mem_id] = node
    return list(kept.values())


def _around(node: Node) -> Iterator[Node]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent
