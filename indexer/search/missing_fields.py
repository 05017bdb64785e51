"""The fields that an index lacks, because it was made by a program that did not know them.

A query for one of them, or a facet, would say that no article has it; so it is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indexer.search.errors import SearchError
from indexer.search.fields import typed
from indexer.search.query import (
    And,
    AtLeast,
    Dates,
    Has,
    Hundredths,
    Keyword,
    Near,
    Node,
    Not,
    Number,
    Or,
    Phrase,
    Query,
)
from shengmei.console.translation import message


class FieldMissing(SearchError):
    """What is asked needs a field that the index does not have."""


@dataclass(frozen=True, kw_only=True)
class MissingFields:
    """`names` of the field table that the index at `address` lacks; none where this program made it."""

    address: str
    names: tuple[str, ...]
    uncompared: tuple[str, ...] = ()  # those that it holds and counts, and in which it cannot look
    untold: tuple[str, ...] = ()  # those that it holds without a sign of whether a document has them

    def refuse(self, query: Query, *fields: str) -> None:
        """Raises `FieldMissing` where the query, or one of the fields that are counted, is among them."""
        if not self.names and not self.uncompared and not self.untold:
            return
        had = set(_had(query.root))
        for name in (*fields, *had, *_asked(query.root)):
            compared = name not in (*fields, *had)
            if (
                name in self.names
                or (name in had and name in self.untold)
                or (compared and name in self.uncompared)
            ):
                raise FieldMissing(
                    message(
                        "the index at {path} was made without the field {name}: run `shengmei index "
                        "rebuild`, which adds it",
                        path=self.address,
                        name=typed(name),
                    )
                )

    def held(self, document: dict[str, Any]) -> dict[str, Any]:
        """The document without what the index has no place for: a server would refuse all of it."""
        if self.names and not document.keys().isdisjoint(self.names):
            return {name: value for name, value in document.items() if name not in self.names}
        return document

    @property
    def benefit(self) -> tuple[str, ...]:
        """The line of `rebuild_benefits` about them."""
        return (f"what the index lacks: {self.said}",) if self.said else ()

    @property
    def details(self) -> dict[str, str]:
        """For `IndexInfo.details`: what `index status` and `doctor` show."""
        return {"lacks": f"{self.said} (shengmei index rebuild adds what is lacking)"} if self.said else {}

    @property
    def said(self) -> str:
        """`the field mood`, `the fields mood, tone`; empty for none."""
        lacking = (*self.names, *self.uncompared)
        noun = "field" if len(lacking) == 1 else "fields"
        return f"the {noun} {', '.join(map(typed, lacking))}" if lacking else ""


def _asked(node: Node | None) -> Iterator[str]:
    """The fields that a query compares."""
    match node:
        case Phrase() | Near() | Keyword():
            yield from node.fields
        case Hundredths(name, _, _) | Number(name, _, _):
            yield name
        case Dates():
            yield from ("published_first_day", "published_last_day")
        case And(clauses) | Or(clauses) | AtLeast(_, clauses):
            for clause in clauses:
                yield from _asked(clause)
        case Not(clause):
            yield from _asked(clause)


def _had(node: Node | None) -> Iterator[str]:
    """The fields of which a query asks whether they are there."""
    match node:
        case Has(name):
            yield name
        case And(clauses) | Or(clauses):
            for clause in clauses:
                yield from _had(clause)
        case Not(clause):
            yield from _had(clause)
