"""Every way to ask an index: each of them must say so where a part of it does not answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from indexer.search import Phrase, Query, SearchIndex

_WORD = Query(root=Phrase("长江"))

# By name: what is asked of an index that holds documents with these ids.
ASKED: dict[str, Callable[[SearchIndex, Sequence[str]], Any]] = {
    "search": lambda index, _: index.search(_WORD).total,
    "filter": lambda index, _: index.search(Query(), limit=3).total,
    "count": lambda index, _: index.count(_WORD),
    "facet": lambda index, _: index.facet(Query(), "site").values,
    "combinations": lambda index, _: index.combinations(Query(), "site", "province"),
    "timeline": lambda index, _: index.timeline(Query()),
    "terms": lambda index, _: bool(index.terms(_WORD)),
    "scan": lambda index, _: [hit.id for portion in index.scan(Query(), batch=50) for hit in portion.hits],
    "similar": lambda index, ids: index.similar(ids[0]).total,
    "get": lambda index, ids: [(index.get(one) or {}).get("title") for one in ids[:40]],
    "versions": lambda index, ids: index.versions(ids),
    "listed": lambda index, _: {key: seq for held in index.listed() for key, seq in held.items()},
    "newest version": lambda index, _: index.newest_version(),
    "info": lambda index, _: index.info().documents,
}
