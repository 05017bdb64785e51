"""The page of hits that was asked for, in its order, and what is stored of each."""

from __future__ import annotations

import math
from typing import Any

import orjson
import tantivy

from indexer.search.embedded.query import Builder, count, counted, has_scores
from indexer.search.query import Query
from indexer.search.relevance import SHORTEST_ARTICLE
from indexer.search.results import Hit
from indexer.search.text.highlight import highlights

# Documents that are read beyond a page at once, for those that have its last one's score: a share of all, the
# more of which the more may be alike; reading them costs a little, and a second search as much as the first.
_SPARE_SHARE, _LEAST_SPARE, _MOST_SPARE = 500, 20, 1_000
_TIES = 20_000  # documents of one score that are put in order by id; beyond, as they lie in the index
Found = list[tuple[float | None, tantivy.DocAddress]]


def page(
    searcher: tantivy.Searcher, builder: Builder, query: Query, limit: int, offset: int
) -> tuple[int, Found]:
    """How many match, and score and address of each hit of the asked-for page."""
    # Tantivy makes room for as many hits as it is asked for, and aborts the process when there is none.
    limit = min(limit, searcher.num_docs - offset)
    if limit <= 0:
        return count(searcher, builder.matching(query)), []
    if query.sort == "date":
        return _by_field(searcher, builder.matching(query), "date_rising", tantivy.Order.Asc, limit, offset)
    if query.sort == "-date" or (query.fresh and not has_scores(query)):
        return _by_field(searcher, builder.matching(query), "date_falling", tantivy.Order.Desc, limit, offset)
    if not has_scores(query):
        return _by_field(searcher, builder.matching(query), "id_order", tantivy.Order.Asc, limit, offset)
    total, found = by_score(searcher, builder.scored(query), offset + limit, 0)
    # To look at lengths costs as much as a sixth of a search, so it is done where it can matter: a caption
    # only ever comes later, and a page without one stays as it is.
    if builder.knows_lengths and _has_caption(searcher, found):
        return by_score(searcher, builder.captions_later(query), limit, offset)
    return total, found[offset:]


def _has_caption(searcher: tantivy.Searcher, found: Found) -> bool:
    """A document without a text has no length, and no word in it."""
    lengths = searcher.fast_field_values("length", [address for _, address in found])
    return any(length is not None and length < SHORTEST_ARTICLE for length in lengths)


def _by_field(
    searcher: tantivy.Searcher, query: tantivy.Query, name: str, order: tantivy.Order, limit: int, offset: int
) -> tuple[int, Found]:
    found = searcher.search(query, limit, count=True, order_by_field=name, offset=offset, order=order)
    return counted(found), [(None, address) for _, address in found.hits]


def by_score(searcher: tantivy.Searcher, query: tantivy.Query, limit: int, offset: int) -> tuple[int, Found]:
    """Reads on until the last score of the page is complete, so that equal scores can go by id."""
    wanted = offset + limit
    reach = wanted + min(max(searcher.num_docs // _SPARE_SHARE, _LEAST_SPARE), _MOST_SPARE)
    first = searcher.search(query, reach + 1, count=True)
    hits = first.hits
    if _differ(hits[: wanted + 1]):
        return counted(first), hits[offset:wanted]
    while len(hits) > reach and hits[-1][0] == hits[wanted - 1][0] and reach < wanted + _TIES:
        reach = wanted + min((reach - wanted) * 20, _TIES)
        hits = searcher.search(query, reach + 1, count=False).hits
    last = hits[wanted - 1][0] if len(hits) >= wanted else -math.inf
    page = [hit for hit in hits if hit[0] >= last]
    order = searcher.fast_field_values("id_order", [address for _, address in page])
    ranked = sorted(zip(page, order, strict=True), key=lambda one: (-one[0][0], one[1]))
    return counted(first), [hit for hit, _ in ranked[offset:wanted]]


def _differ(hits: Found) -> bool:
    """Whether no two scores are the same, so that no id has to be looked up."""
    return len({score for score, _ in hits}) == len(hits)


def stored_document(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> dict[str, Any]:
    stored: dict[str, Any] = orjson.loads(searcher.doc(address)["json"][0])
    return stored


def hit(score: float | None, document: dict[str, Any]) -> Hit:
    return Hit(id=document["id"], score=score, document=document)


def highlighted(hit: Hit, query: Query) -> Hit:
    found = highlights(hit.document, query)
    return Hit(id=hit.id, score=hit.score, document=hit.document, highlights=found)
