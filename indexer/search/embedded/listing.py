"""All documents of the embedded index in the order of their ids, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator

import tantivy

Addresses = list[tantivy.DocAddress]
_LAST = 2**64 - 1


def in_order(searcher: tantivy.Searcher, schema: tantivy.Schema, batch: int) -> Iterator[Addresses]:
    """Every document once, by the order of its id; a batch is larger where ids begin alike."""
    low = 0
    while low <= _LAST and (found := _lowest(searcher, schema, low, _LAST, batch)):
        last = found[-1][0]
        if len(found) == batch:  # others may have the last one's order too
            found = [one for one in found if one[0] < last]
            found += _lowest(searcher, schema, last, last, searcher.num_docs)
        yield [address for _, address in found]
        low = last + 1


def _lowest(
    searcher: tantivy.Searcher, schema: tantivy.Schema, low: int, high: int, most: int
) -> list[tuple[int, tantivy.DocAddress]]:
    """Order and address of those between `low` and `high`, both included, the lowest first."""
    if not searcher.num_docs:
        return []
    between = tantivy.Query.range_query(schema, "id_order", tantivy.FieldType.Unsigned, low, high)
    order = tantivy.Order.Asc
    return list(searcher.search(between, most, count=False, order_by_field="id_order", order=order).hits)
