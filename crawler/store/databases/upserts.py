"""Rows that may be there already: each database has an INSERT … ON CONFLICT of its own.

A statement is made once, for every batch needs it: building it takes as long as running it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Table, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

Row = Mapping[str, Any]
Changes = Callable[[Any], Row]  # of the row that is to be inserted, by the column's name


@dataclass(frozen=True)
class NewRows:
    """Writes those rows whose key is not there yet; all of one call have the same columns."""

    table: Table

    def write(self, connection: Connection, rows: Sequence[Row]) -> None:
        if not rows:
            return
        if connection.dialect.name == "sqlite":
            connection.execute(_skipping(self.table), list(rows))
        else:
            columns = {name: [row[name] for row in rows] for name in rows[0]}
            connection.execute(_unnested(self.table, tuple(columns)), columns)


@dataclass(frozen=True)
class Upsert:
    """Writes rows one after the other, in one statement as each database says it."""

    by_dialect: Mapping[str, Insert]

    def write(self, connection: Connection, rows: Sequence[Row]) -> None:
        if rows:
            connection.execute(self.by_dialect[connection.dialect.name], list(rows))


def insert_new(table: Table) -> NewRows:
    """Leaves out rows whose key is there."""
    return NewRows(table)


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


@cache
def _skipping(table: Table) -> Insert:
    return sqlite.insert(table).on_conflict_do_nothing()


@cache
def _unnested(table: Table, names: tuple[str, ...]) -> Insert:
    """One statement for all rows, each column handed over as one array: the server answers once."""
    arrays = [
        func.unnest(bindparam(name, type_=postgresql.ARRAY(table.c[name].type))).label(name) for name in names
    ]
    made = postgresql.insert(table).from_select(names, select(*arrays), include_defaults=False)
    return made.on_conflict_do_nothing()
