"""Rows that may be there already: each database has an INSERT … ON CONFLICT of its own.

A statement is made once, for every batch needs it: building it takes as long as running it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite

Changes = Callable[[Any], Mapping[str, Any]]  # of the row that is to be inserted, by the column's name


@dataclass(frozen=True)
class Upsert:
    """One statement, as each database says it."""

    by_dialect: Mapping[str, Insert]

    def write(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Writes the rows, one after the other."""
        if rows:
            connection.execute(self.by_dialect[connection.dialect.name], list(rows))


def insert_new(table: Table) -> Upsert:
    """Leaves out rows whose key is there."""
    return Upsert(
        {
            "sqlite": sqlite.insert(table).on_conflict_do_nothing(),
            "postgresql": postgresql.insert(table).on_conflict_do_nothing(),
        }
    )


def insert_or_update(table: Table, changes: Changes) -> Upsert:
    """Of a row whose key is there, the columns that `changes` names get what it says instead."""
    key = [column.name for column in table.primary_key]
    lite, server = sqlite.insert(table), postgresql.insert(table)
    return Upsert(
        {
            "sqlite": lite.on_conflict_do_update(index_elements=key, set_=dict(changes(lite.excluded))),
            "postgresql": server.on_conflict_do_update(
                index_elements=key, set_=dict(changes(server.excluded))
            ),
        }
    )
