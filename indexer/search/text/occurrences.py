"""Every place of a document in which the phrases of a query stand: for who counts places, not documents."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from indexer.search.fields import TITLE, headlines, query_texts, table
from indexer.search.query import Query
from indexer.search.relevance import SEARCHED, phrases
from indexer.search.text.highlight import Span, find


class SearchedText(NamedTuple):
    """A text of a document, and the places in it: [start, end) in code points, in order, without overlap."""

    field: str
    text: str
    spans: tuple[Span, ...]


def occurrences(document: dict[str, Any], query: Query) -> Iterator[SearchedText]:
    """The texts of a document that the query's phrases are looked for in, those without a place too.

    Of places that overlap the first counts, and of those that begin together the longest:
    `长江 OR 长江经济带` in 长江经济带 is one place.
    """
    asked = list(phrases(query.root))
    for field in text_fields():
        searched = TITLE if field in headlines() else field
        wanted = [phrase for phrase in asked if searched in (phrase.fields or SEARCHED)]
        text = document.get(field)
        if wanted and text:
            yield SearchedText(field, text, tuple(_apart(find(text, wanted, most=None))))


@cache
def text_fields() -> tuple[str, ...]:
    """`("title", "kicker", "subtitle", "body", "summary")`."""
    return tuple(name for name in table() if name in (*headlines(), *query_texts()))


def asks_for_words(query: Query) -> bool:
    """Whether the query has a phrase that a hit can contain: `province:湖北` alone has none."""
    return any(True for _ in phrases(query.root))


def _apart(spans: list[Span]) -> Iterator[Span]:
    end = 0
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if span.start >= end:
            yield span
            end = span.end
