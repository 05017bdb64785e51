"""Ids and versions of a server's documents, for comparing them with the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

Ask = Callable[..., dict[str, Any]]
_MOST = 1000  # ids in a request
_HAS_ID = {"exists": {"field": "id"}}


def versions(ask: Ask, ids: Sequence[str]) -> dict[str, int]:
    """Those of the ids that are there, whether or not a search sees them yet."""
    held: dict[str, int] = {}
    for start in range(0, len(ids), _MOST):
        wanted = {"ids": list(ids[start : start + _MOST])}
        found = ask(
            "_mget", wanted, _source="false", filter_path="docs._id,docs._version,docs.found,docs.error"
        )
        held |= {one["_id"]: int(one["_version"]) for one in found.get("docs", ()) if one.get("found")}
    return held


# What is asked for besides the order. OpenSearch gives a version only together with what is stored of a
# document, which it has to unpack: 30 times the cost.
_LEAN = {"stored_fields": "_none_", "docvalue_fields": ["_version"], "_source": False}
_PLAIN = {"version": True, "_source": False}


def listed(ask: Ask, batch: int, *, lean: bool) -> Iterator[dict[str, int]]:
    """Every document once, by id; `lean` where the server gives versions by themselves. No point in time is
    kept open: an id neither moves nor changes."""
    after: dict[str, Any] = {}
    shown = _LEAN if lean else _PLAIN
    while found := _page(ask, {**after, **shown, "query": _HAS_ID, "sort": [{"id": "asc"}], "size": batch}):
        yield {one["sort"][0]: _version(one) for one in found}
        after = {"search_after": found[-1]["sort"]}
    # Not of ours, which all have an id; they have no order that could be followed.
    if strange := _page(ask, {**_PLAIN, "query": {"bool": {"must_not": [_HAS_ID]}}, "size": _MOST}):
        yield {one["_id"]: _version(one) for one in strange}


def _page(ask: Ask, body: dict[str, Any]) -> list[dict[str, Any]]:
    whole = {"allow_partial_search_results": "false"}
    answer = ask("_search", {**body, "track_total_hits": False}, **whole)
    found: list[dict[str, Any]] = answer["hits"]["hits"]
    return found


def _version(found: dict[str, Any]) -> int:
    (version,) = found["fields"]["_version"] if "fields" in found else (found["_version"],)
    return int(version)
