"""How the store writes identities and moments."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

Value = TypeVar("Value")
VARIABLES = 500  # in one statement: SQLite has a limit
HASHED = ("title", "body", "published", "source", "bylines")


def content_hash(written: dict[str, Any]) -> str:
    """The hash that tells revisions apart; of what the article says, not of where its page says it.

    A time counts by its moment and precision and a byline by name, role and organisation: another layout of
    the same site prints them elsewhere, and that is no revision.
    """
    said = {name: written.get(name) for name in HASHED}
    if published := said["published"]:
        said["published"] = [published["at"], published["precision"]]
    said["bylines"] = [[b["name"], b["role"], b.get("organisation")] for b in said["bylines"] or ()]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def stamp(from_stamp: datetime) -> str:
    """`2021-05-23T21:51:00+08:00` gives `2021-05-23T13:51:00.000Z`."""
    return from_stamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def chunks(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """Pieces that fit into one statement."""
    for start in range(0, len(values), VARIABLES):
        yield values[start : start + VARIABLES]


def from_stamp(stamped: str) -> datetime:
    """The moment that `stamp` wrote, in UTC."""
    return datetime.fromisoformat(stamped)
