"""Concordance (KWIC): each place of what a query asks for, with what stands before and behind it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from itertools import chain
from typing import Any, Literal, get_args

from indexer.search import Query, SearchIndex
from indexer.search.text.fold import fold
from indexer.search.text.occurrences import asks_for_words, occurrences
from search_cli.corpus.sampling import lot
from shengmei.console.article import at_precision
from shengmei.console.translation import message, translated
from shengmei.problems import UsageProblem

Order = Literal["left", "right", "date"]
ORDERS: tuple[Order, ...] = get_args(Order)
CONTEXT = 40  # characters kept on each side
WIDEST_CONTEXT = 500
# Of a document, beside each line: whose it is and when.
KEPT = ("url", "title", "published", "published_precision", "site", "site_name", "province", "source")
_COMPARED = 40  # characters of a context that decide the order


@dataclass(frozen=True, kw_only=True)
class Line:
    """One place. `left`, `hit` and `right` are the printed text; line ends in it are blanks."""

    id: str
    field: str
    start: int  # code points from the beginning of the field's text
    left: str
    hit: str
    right: str
    document: dict[str, Any]  # the fields KEPT, those that it has


@dataclass(frozen=True, kw_only=True)
class Concordance:
    """`total` counts places, `documents` the articles that have one; `lines` are all places or a sample."""

    total: int
    documents: int
    lines: tuple[Line, ...]


def concordance(
    index: SearchIndex,
    query: Query,
    *,
    order: Order = "right",
    sample: int | None = None,
    seed: int = 1,
    context: int = CONTEXT,
) -> Concordance:
    """Every place of the query's words and phrases in the articles that it finds, in order.

    `sample` keeps so many of them, drawn by `seed`; they are read one portion at a time, and only what is
    shown is kept in memory. Raises `UsageProblem` for a query without words.
    """
    _check(query, order, context)
    counted = _Counted()
    found = counted.lines(index, query, context)
    lines = list(found) if sample is None else _drawn(found, sample, seed)
    lines.sort(key=lambda line: (_order(line, order), line.id, line.field, line.start))
    return Concordance(total=counted.places, documents=counted.documents, lines=tuple(lines))


def _check(query: Query, order: str, context: int) -> None:
    if not asks_for_words(query):
        raise UsageProblem(
            translated("a concordance shows words in context: name a word, fields may stand beside it")
        )
    if order not in ORDERS:
        raise UsageProblem(
            message("no order {order!r}: take one of {orders}", order=order, orders=", ".join(ORDERS))
        )
    if not 1 <= context <= WIDEST_CONTEXT:
        raise UsageProblem(
            message(
                "a context has 1 to {widest} characters, not {context}",
                widest=WIDEST_CONTEXT,
                context=context,
            )
        )


class _Counted:
    """Counts what passes by."""

    def __init__(self) -> None:
        self.places = self.documents = 0

    def lines(self, index: SearchIndex, query: Query, context: int) -> Iterator[Line]:
        for hit in chain.from_iterable(portion.hits for portion in index.scan(query)):
            some = list(_lines(hit.document, query, context))
            self.places += len(some)
            self.documents += bool(some)
            yield from some


def _lines(document: dict[str, Any], query: Query, context: int) -> Iterator[Line]:
    kept = {name: document[name] for name in KEPT if name in document}
    for field, text, spans in occurrences(document, query):
        for span in spans:
            yield Line(
                id=document["id"],
                field=field,
                start=span.start,
                left=_on_a_line(text[max(0, span.start - context) : span.start]).lstrip(),
                hit=_on_a_line(text[span.start : span.end]),
                right=_on_a_line(text[span.end : span.end + context]).rstrip(),
                document=kept,
            )


def _on_a_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _drawn(lines: Iterator[Line], size: int, seed: int) -> list[Line]:
    return nsmallest(size, lines, key=lambda line: lot(f"{line.id}\n{line.field}\n{line.start}", seed))


def _order(line: Line, order: Order) -> tuple[Any, ...]:
    if order == "date":  # those without one last
        at = line.document.get("published")
        return (at is None, at and at_precision(at, line.document.get("published_precision")))
    left, right = _key(line.left[::-1]), _key(line.right)
    return (left, right) if order == "left" else (right, left)


@lru_cache(10_000)
def _key(text: str) -> bytes:
    """Folded, without punctuation and blanks. GB 18030 has the common characters in the order of their
    pronunciation, which is the order that a reader of Chinese expects."""
    said = "".join(one for one in fold(text) if unicodedata.category(one)[0] in "LN")
    return said[:_COMPARED].encode("gb18030", "replace")
