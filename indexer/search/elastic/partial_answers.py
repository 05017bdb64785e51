"""Answers for a part of the index only: a node of a cluster is away, a shard failed, the time ran out.

A server says so beside the numbers, with status 200, and leaves it to who reads them to look.
"""

from __future__ import annotations

from typing import Any

from shengmei.console.translation import message, translated

_READING = ("/_search", "/_count")  # endpoints that ask every shard, of which each has to answer


def missing_parts(path: str, answer: dict[str, Any]) -> str | None:
    """What the answer lacks, `1 of 3 shards did not answer (node_disconnected_exception: …)`; None where it
    is whole. Of what is written or refreshed a copy without a node lacks nothing."""
    shards = answer.get("_shards")
    if isinstance(shards, dict):
        total, failed = int(shards.get("total", 0)), int(shards.get("failed", 0))
        if path.endswith(_READING):
            failed = max(failed, total - int(shards.get("successful", total)))
        if failed:
            said = message("{failed} of {total} shards did not answer", failed=failed, total=total)
            return said + _because(shards.get("failures") or ())
    if answer.get("timed_out") is True:
        return translated("the time ran out before every shard had answered")
    return None


def failed_document(answer: dict[str, Any]) -> dict[str, Any] | None:
    """The first document of an `_mget` that the server failed to look up: it may be there or not."""
    docs = answer.get("docs")
    each = docs if isinstance(docs, list) else []
    return next((one for one in each if isinstance(one, dict) and "error" in one), None)


def _because(failures: Any) -> str:
    reason = next((one.get("reason") for one in failures if isinstance(one, dict)), None)
    if not isinstance(reason, dict):
        return ""
    said = ": ".join(str(one) for one in (reason.get("type"), reason.get("reason")) if one)
    return f" ({' '.join(said.split())[:200]})" if said else ""
