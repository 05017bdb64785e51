"""The columns of an index that may be older than this program, and the fields that it lacks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from indexer.search.embedded.integrity import column_names
from indexer.search.embedded.schema import HAS, columns_of, has_column
from indexer.search.fields import had_fields, table
from indexer.search.missing_fields import MissingFields


def held_columns(path: Path) -> frozenset[str]:
    """The columns of the index in a directory, as its `meta.json` names them."""
    return frozenset(column_names(path))


def missing_fields(path: Path, held: Iterable[str]) -> MissingFields:
    """The fields of the table of which the index in that directory lacks a column."""
    there = set(held)
    lacking = [
        name for name, field in table().items() if field.offered and not there.issuperset(columns_of(field))
    ]
    outdated = [name for name in lacking if name in there]  # counted, but not compared
    # HAS is the column of the names of the fields that a document has; an index older than that column cannot
    # answer `has:` and `missing:` for fields that have no such sign of their own.
    without_has = [] if HAS in there else [name for name in had_fields() if has_column(name) is None]
    return MissingFields(
        address=str(path),
        names=tuple(name for name in lacking if name not in outdated),
        uncompared=tuple(outdated),
        untold=tuple(without_has),
    )
