"""Elements around printed lines that are named for what they hold: `<span class=source>`, `<p id=subtitle>`.

A selector for such names, parts of a class in any case, walks the whole page and takes as long as parsing it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from crawler.pages.document.nodes import Node
    from crawler.pages.document.outline import Line

_HIGHEST = 8  # elements around a text that are looked at


@dataclass(frozen=True, kw_only=True)
class Name:
    """What an element is named: by parts of its class or id, by other attributes, or by its tag."""

    in_class: re.Pattern[str]
    in_id: re.Pattern[str] | None = None
    others: Mapping[str, frozenset[str]] = field(default_factory=dict)  # values by attribute
    tag: str | None = None

    def fits(self, node: Node) -> bool:
        attributes = node.attributes
        if (marks := attributes.get("class")) and self.in_class.search(marks):
            return True
        if self.in_id and (marks := attributes.get("id")) and self.in_id.search(marks):
            return True
        for name, values in self.others.items():
            if attributes.get(name) in values:
                return True
        return self.tag is not None and node.tag == self.tag


def named_around(lines: Sequence[Line], name: Name) -> Iterator[Node]:
    """The elements around the texts of these lines that are named so, each once, outer ones first."""
    seen: set[int] = set()
    for line in lines:
        for text in line.nodes:
            around: list[Node] = []
            node = text.parent
            while node is not None and len(around) < _HIGHEST and node.mem_id not in seen:
                around.append(node)
                seen.add(node.mem_id)
                node = node.parent
            yield from (one for one in reversed(around) if name.fits(one))
