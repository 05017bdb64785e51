"""The door: `open_index("DIRECTORY" | "http…")`, `Query` and its nodes, `Hit`, `Results`, `SearchError`."""

from __future__ import annotations

from collections.abc import Container, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from indexer.search.errors import (
    IndexAbsent,
    IndexBusy,
    IndexDamaged,
    IndexUnavailable,
    NotAllowed,
    QueryError,
    SearchError,
    UnknownDocument,
)
from indexer.search.fields import Field, counted_field, counted_fields, field_dictionary, typed
from indexer.search.interface import IndexInfo, KeptIndex, SearchIndex
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
    Sort,
)
from indexer.search.relaxed import Loose, relaxations
from indexer.search.results import (
    Counts,
    Facet,
    Highlight,
    Hit,
    Interval,
    Portion,
    Results,
    Term,
    Timeline,
)
from indexer.search.text.fold import words
from indexer.search.writing import Prepared, Refused, Write
from shengmei.console.translation import translated
from shengmei.problems import UsageProblem

if TYPE_CHECKING:
    from indexer.search.elastic.reader_keys import ReaderKey

__all__ = [
    "And",
    "AtLeast",
    "Counts",
    "Dates",
    "Facet",
    "Field",
    "Has",
    "Highlight",
    "Hit",
    "Hundredths",
    "IndexAbsent",
    "IndexBusy",
    "IndexDamaged",
    "IndexInfo",
    "IndexUnavailable",
    "Interval",
    "KeptIndex",
    "Keyword",
    "Loose",
    "Near",
    "Node",
    "Not",
    "NotAllowed",
    "Number",
    "Or",
    "Phrase",
    "Portion",
    "Prepared",
    "Query",
    "QueryError",
    "Refused",
    "Results",
    "SearchError",
    "SearchIndex",
    "Sort",
    "Term",
    "Timeline",
    "UnknownDocument",
    "Write",
    "counted_field",
    "counted_fields",
    "drop",
    "field_dictionary",
    "grant_reader",
    "is_server",
    "kept_indexes",
    "open_index",
    "rebuilding",
    "relaxations",
    "replacing",
    "typed",
    "words",
]


def open_index(address: str, *, create: bool = False, read_only: bool = False) -> SearchIndex:
    """Opens the index at a directory or an `http(s)://` address; with `create`, makes it where there is none.

    With `read_only` a directory is not written to at all, not even a lock in it; on a server it is the key
    that says what one may do. Raises `SearchError` when it is absent (and not to be made), locked, foreign,
    newer, or does not answer.
    """
    # Each backend is imported only when asked for: the Elasticsearch client alone costs 0.3 s.
    if is_server(address):
        from indexer.search.elastic.index import ElasticIndex

        return ElasticIndex.open(address, create=create)
    from indexer.search.embedded.index import EmbeddedIndex

    return EmbeddedIndex.open(address, create=create, read_only=read_only)


def rebuilding(
    address: str, *, resume: Container[str] = (), swap: bool = True
) -> AbstractContextManager[SearchIndex]:
    """A new, empty index that takes the place of the one at `address` when the block ends without an
    exception; until then the old one answers.

    On a server an unfinished one whose identity is in `resume` is gone on with instead, the old one is kept,
    and without `swap` the new one stays beside it. Raises `SearchError`, `UsageProblem` for what a directory
    cannot.
    """
    if is_server(address):
        from indexer.search.elastic.rebuild import rebuilding as elastic

        return elastic(address, resume=resume, swap=swap)
    if not swap:
        said = translated("an index in a directory has no place for a second one: leave --no-swap out")
        raise UsageProblem(said)
    from indexer.search.embedded.rebuild import rebuilding as embedded

    return embedded(address)


def replacing(address: str, name: str | None = None) -> AbstractContextManager[SearchIndex]:
    """The index that is built beside the one at `address`, or the kept one of that name, to be fed what it
    lacks; takes its place when the block ends. Raises `SearchError`, `UsageProblem` where there is none."""
    if not is_server(address):
        raise UsageProblem(
            translated(
                "an index in a directory has none beside it: `shengmei index rebuild` puts the new one in "
                "place"
            )
        )
    from indexer.search.elastic.rebuild import replacing as elastic

    return elastic(address, name)


def kept_indexes(address: str) -> list[KeptIndex]:
    """The indexes that are kept or being built beside the one at `address`; none beside a directory."""
    if not is_server(address):
        return []
    from indexer.search.elastic.rebuild import kept_indexes as elastic

    return elastic(address)


def drop(address: str, names: Sequence[str]) -> None:
    """Deletes indexes that `kept_indexes` gave; never the one that answers. Raises `SearchError`."""
    if names:
        from indexer.search.elastic.rebuild import drop as elastic

        elastic(address, names)


def grant_reader(address: str, name: str, *, days: int | None = None) -> ReaderKey:
    """Makes a key that may search the index on a server and nothing else. Raises `SearchError`, and
    `UsageProblem` for a server that makes no keys."""
    from indexer.search.elastic.reader_keys import grant_reader as elastic

    return elastic(address, name, days=days)


def is_server(address: str) -> bool:
    """Whether an index is asked over http, and is not a directory."""
    return address.startswith(("http://", "https://"))
