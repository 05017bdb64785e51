"""What is written to an index: documents, encoded for one backend, and those that are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from indexer.search.validation import fault


@dataclass(frozen=True, kw_only=True)
class Write:
    """A document for the index. `version` is the sequence number of the article's newest change: what the
    index already holds at this version or a newer one stays."""

    id: str
    version: int
    document: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A document that this index will never take as it is: a dead letter."""

    write: Write
    error_type: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Encoded:
    """A document as one backend writes it."""

    id: str
    version: int
    content: Any  # a tantivy document, or the lines of a bulk request


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A batch that is ready to be written, each document once: the ids of all, those that no index takes, and
    the rest encoded."""

    ids: tuple[str, ...]
    refused: tuple[Refused, ...]
    encoded: tuple[Encoded, ...]


def prepared(batch: Iterable[Write], encode: Callable[[Write], Any]) -> Prepared:
    """The batch, each document made by `encode`; of several versions of one only the newest counts."""
    newest = {one.id: one for one in sorted(batch, key=lambda one: one.version)}
    faults = {one.id: found for one in newest.values() if (found := fault(one.document))}
    return Prepared(
        ids=tuple(newest),
        refused=tuple(
            Refused(write=newest[name], error_type=found.error_type, reason=found.reason)
            for name, found in faults.items()
        ),
        encoded=tuple(
            Encoded(id=one.id, version=one.version, content=encode(one))
            for one in newest.values()
            if one.id not in faults
        ),
    )
