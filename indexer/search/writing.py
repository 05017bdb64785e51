"""What goes into an index: documents, made ready beforehand, and those that it refuses."""

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
class Made:
    """A document as one index takes it."""

    id: str
    version: int
    form: Any  # what the index itself made of it


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A batch made ready: the ids of all, what has no place in any index, and the rest as made, each once."""

    ids: tuple[str, ...]
    refused: tuple[Refused, ...]
    made: tuple[Made, ...]


def prepared(batch: Iterable[Write], form: Callable[[Write], Any]) -> Prepared:
    """Of several versions of one document only the newest counts."""
    newest = {one.id: one for one in sorted(batch, key=lambda one: one.version)}
    faults = {one.id: found for one in newest.values() if (found := fault(one.document))}
    return Prepared(
        ids=tuple(newest),
        refused=tuple(
            Refused(write=newest[name], error_type=found.error_type, reason=found.reason)
            for name, found in faults.items()
        ),
        made=tuple(
            Made(id=one.id, version=one.version, form=form(one))
            for one in newest.values()
            if one.id not in faults
        ),
    )
