"""What the embedded index counts, and how it hands out every hit in the order of ids."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice
from typing import Any

import tantivy
from tantivy import Occur

from indexer.search.embedded.hits import stored_document
from indexer.search.embedded.query import count
from indexer.search.embedded.schema import id_order
from indexer.search.results import Hit, Portion, valid_unicode

_WINDOW = 5_000  # places of hits that a scan holds at a time; of the hits themselves it holds one portion
_LARGEST_PORTION = 1_000  # documents
_Place = tuple[int, tantivy.DocAddress]  # the order of a document's id, and where it lies


class EmbeddedMatching:
    """The documents that match a query, in one state of the index (facets.Matching)."""

    most_values = 65_000  # tantivy's own limit
    in_parts = True  # a page of 65,000 values costs twenty times as much

    def __init__(self, searcher: tantivy.Searcher, query: tantivy.Query) -> None:
        self._searcher, self._query = searcher, query

    def aggregate(self, aggregations: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Counts in the same pass: every document has a version."""
        total = {"value_count": {"field": "version"}}
        answer = self._searcher.aggregate(self._query, {**aggregations, "documents": total})
        return int(answer["documents"]["value"]), answer

    def without(self, field: str) -> int:
        there = tantivy.Query.exists_query(field)
        clauses = [(Occur.Must, self._query), (Occur.MustNot, there)]
        return count(self._searcher, tantivy.Query.boolean_query(clauses))


class Scan:
    """Every hit once, ordered by id, all from one state of the index."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema, query: tantivy.Query) -> None:
        self._searcher, self._schema, self._query = searcher, schema, query

    def portions(self, after: str, batch: int) -> Iterator[Portion]:
        """At least one, each with at most `batch` hits, behind the id `after`."""
        after = valid_unicode(after)
        total = count(self._searcher, self._query)
        size = min(max(batch, 1), _LARGEST_PORTION)
        documents = self._documents(after)
        first = True
        while (portion := list(islice(documents, size))) or first:
            hits = tuple(Hit(id=one["id"], score=None, document=one) for one in portion)
            after, first = hits[-1].id if hits else after, False
            yield Portion(hits=hits, total=total, after=after)

    def _documents(self, after: str) -> Iterator[dict[str, Any]]:
        start = (id_order(after), after) if after else (0, "")
        for order, places in self._places(start[0]):
            documents = [stored_document(self._searcher, place) for place in places]
            for one in sorted(documents, key=lambda one: str(one["id"])):
                if (order, one["id"]) > start:
                    yield one

    def _places(self, start: int) -> Iterator[tuple[int, list[tantivy.DocAddress]]]:
        """The values of `id_order` from `start` on, each with the addresses of the documents that have it:
        one, unless ids begin alike."""
        room, more = _WINDOW, True
        while more:
            places, more = self._window(start, room)
            groups = [(order, [one[1] for one in group]) for order, group in groupby(places, _order)]
            if more and len(groups) == 1:
                room *= 2  # one order fills the window, and may go on behind it
                continue
            if more:
                start = groups.pop()[0]
            yield from groups

    def _window(self, start: int, room: int) -> tuple[list[_Place], bool]:
        """The first hits whose id has this order or a higher one, and whether there may be more."""
        # Tantivy makes room for as many as it is asked for, and aborts the process when there is none.
        room = min(room, self._searcher.num_docs)
        if not room:
            return [], False
        beyond = tantivy.Query.range_query(self._schema, "id_order", tantivy.FieldType.Unsigned, start, None)
        query = tantivy.Query.boolean_query([(Occur.Must, self._query), (Occur.Must, beyond)])
        found = self._searcher.search(
            query, room, count=False, order_by_field="id_order", order=tantivy.Order.Asc
        )
        return found.hits, len(found.hits) == room < self._searcher.num_docs


def _order(place: _Place) -> int:
    return place[0]
