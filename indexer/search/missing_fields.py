"""The fields that an index lacks, because it was made by a program that did not know them.

A query for one of them, or a facet, would say that no article has it; so it is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indexer.search.errors import SearchError
from indexer.search.fields import typed
from indexer.search.query import And, Dates, Hundredths, Keyword, Node, Not, Or, Phrase, Query


class FieldMissing(SearchError):
    """What is asked needs a field that the index does not have."""


@dataclass(frozen=True, kw_only=True)
class MissingFields:
    """`names` of the field table that the index at `address` lacks; none where this program made it."""

    address: str
    names: tuple[str, ...]

    def refuse(self, query: Query, *fields: str) -> None:
        """Raises `FieldMissing` where the query, or one of the fields that are counted, is among them."""
        if not self.names:
            return
        for name in (*fields, *_asked(query.root)):
            if name in self.names:
                raise FieldMissing(
                    f"the index at {self.address} was made without the field {typed(name)}: run"
                    " `shengmei index rebuild`, which adds it"
                )

    def held(self, document: dict[str, Any]) -> dict[str, Any]:
        """The document without what the index has no place for: a server would refuse all of it."""
        if self.names and not document.keys().isdisjoint(self.names):
            return {name: value for name, value in document.items() if name not in self.names}
        return document

    @property
    def benefit(self) -> tuple[str, ...]:
        """The line of `rebuild_benefits` about them."""
        return (f"what the index lacks: {self.said}",) if self.names else ()

    @property
    def details(self) -> dict[str, str]:
        """For `IndexInfo.details`: what `index status` and `doctor` show."""
        return {"lacks": f"{self.said} (shengmei index rebuild adds what is lacking)"} if self.names else {}

    @property
    def said(self) -> str:
        """`the field mood`, `the fields mood, tone`."""
        noun = "field" if len(self.names) == 1 else "fields"
        return f"the {noun} {', '.join(map(typed, self.names))}"


def _asked(node: Node | None) -> Iterator[str]:
    """The fields that a query compares."""
    match node:
        case Phrase(_, fields):
            yield from fields
        case Keyword(name, _):
            yield name
        case Hundredths(name, _, _):
            yield name
        case Dates():
            yield from ("published_first_day", "published_last_day")
        case And(clauses) | Or(clauses):
            for clause in clauses:
                yield from _asked(clause)
        case Not(clause):
            yield from _asked(clause)
