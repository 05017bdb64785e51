"""The door: `open_index("DIRECTORY" | "http…")`, `Query` and its nodes, `Hit`, `Results`, `SearchError`."""

from __future__ import annotations

from contextlib import AbstractContextManager

from indexer.search.answers import CountedField, Facet, Interval, Portion, Term, Timeline
from indexer.search.base import (
    And,
    Dates,
    Highlight,
    Hit,
    IndexInfo,
    IndexUnavailable,
    Keyword,
    KeywordField,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    QueryError,
    Refused,
    Results,
    SearchError,
    SearchIndex,
    Sort,
    TextField,
    UnknownDocument,
    Write,
)
from indexer.search.fields import Field, field_dictionary
from indexer.search.fold import words

__all__ = [
    "And",
    "CountedField",
    "Dates",
    "Facet",
    "Field",
    "Highlight",
    "Hit",
    "IndexInfo",
    "IndexUnavailable",
    "Interval",
    "Keyword",
    "KeywordField",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "Portion",
    "Query",
    "QueryError",
    "Refused",
    "Results",
    "SearchError",
    "SearchIndex",
    "Sort",
    "Term",
    "TextField",
    "Timeline",
    "UnknownDocument",
    "Write",
    "field_dictionary",
    "open_index",
    "rebuilding",
    "words",
]


def open_index(address: str, *, create: bool = False) -> SearchIndex:
    """Opens the index at a directory or an `http(s)://` address; with `create`, makes it where there is none.

    Raises `SearchError` when it is absent (and not to be made), locked, foreign, newer, or does not answer.
    """
    # Each backend is imported only when asked for: the Elasticsearch client alone costs 0.3 s.
    if address.startswith(("http://", "https://")):
        from indexer.search.elastic import ElasticIndex

        return ElasticIndex.open(address, create=create)
    from indexer.search.embedded import EmbeddedIndex

    return EmbeddedIndex.open(address, create=create)


def rebuilding(address: str) -> AbstractContextManager[SearchIndex]:
    """A new, empty index that takes the place of the one at `address` when the block ends without an
    exception; until then the old one answers. Raises `SearchError`."""
    if address.startswith(("http://", "https://")):
        from indexer.search.elastic_rebuild import rebuilding as elastic

        return elastic(address)
    from indexer.search.embedded_rebuild import rebuilding as embedded

    return embedded(address)
