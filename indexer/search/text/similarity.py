"""How much of one article's text stands in another: copies of a wire text share nearly all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from indexer.search.results import Hit
from indexer.search.text.fold import words

RUN = 8  # characters (Latin words, numbers count as one) one after another; fewer are the same by chance
_COPY = 0.9  # of a text that stands in another of about its length: a copy, with a signature or a correction
CANDIDATES = 50  # that are looked at, however few are asked for
_MOST = 50_000  # characters of a text that are looked at


def copies_first(document: dict[str, Any], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits in their order, but those whose body is the document's, or nearly, before the others."""
    return tuple(sorted(hits, key=lambda hit: not _is_copy(document, hit.document)))


def _is_copy(document: dict[str, Any], other: dict[str, Any]) -> bool:
    body, text = (one.get("body") or "" for one in (document, other))
    if not body or not _COPY <= len(text) / len(body) <= 1 / _COPY:
        return False
    return body == text or ((share := shared(document, other)) is not None and share >= _COPY)


def shared(document: dict[str, Any], other: dict[str, Any]) -> float | None:
    """The share of the document's body, 0 to 1, that stands in the other's body in runs of at least `RUN`
    characters, whatever punctuation lies between; None for a body shorter than that."""
    here, there = (words((one.get("body") or "")[:_MOST]) for one in (document, other))
    if len(here) < RUN:
        return None
    known = set(_runs(there))
    held = [False] * len(here)
    for start, run in enumerate(_runs(here)):
        if run in known:
            held[start : start + RUN] = [True] * RUN
    return sum(held) / len(held)


def _runs(there: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(there[start : start + RUN]) for start in range(len(there) - RUN + 1)]
