"""Rows that may be there already: each database has an INSERT … ON CONFLICT of its own.

A statement is made once, for every batch needs it: building it takes as long as running it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from sqlalchemy import JSON, Connection, Insert, Table, Text, bindparam, cast, column, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

Row = Mapping[str, Any]
Changes = Callable[[Any], Row]  # of the row that is to be inserted, by the column's name


@dataclass(frozen=True)
class NewRows:
    """Writes those rows whose key is not there yet, says how many; all of a call have the same columns."""

    table: Table

    def write(self, connection: Connection, rows: Sequence[Row]) -> int:
        if not rows:
            return 0
        if connection.dialect.name == "sqlite":
            return connection.execute(_skipping(self.table), list(rows)).rowcount
        made = _from_json(self.table, tuple(rows[0]), skipping=True)
        return connection.execute(made, {"rows": _as_json(rows)}).rowcount


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


def insert_all(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Writes rows of which none is there, in order; all of them have the same columns."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(insert(table), list(rows))
    else:
        connection.execute(_from_json(table, tuple(rows[0]), skipping=False), {"rows": _as_json(rows)})


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
    return sqlite.insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


@cache
def _from_json(table: Table, names: tuple[str, ...], *, skipping: bool) -> Insert:
    """One statement for all rows, handed over as one JSON text: the server answers once. Of an array of text
    each element would cost a call."""
    columns = [column(name, table.c[name].type) for name in names]
    given = func.json_to_recordset(cast(bindparam("rows", type_=Text), JSON))
    rows = given.table_valued(*columns).render_derived(name="given", with_types=True)
    made = postgresql.insert(table).from_select(names, select(*rows.c), include_defaults=False)
    return made.on_conflict_do_nothing().execution_options(preserve_rowcount=True) if skipping else made


def _as_json(rows: Sequence[Row]) -> str:
    """The rows as a JSON array, U+FFFD for U+0000, for which PostgreSQL has no room."""
    said = orjson.dumps([dict(row) for row in rows])
    if b"\\u0000" in said:
        said = orjson.dumps([{name: _without_nul(value) for name, value in row.items()} for row in rows])
    return said.decode()


def _without_nul(value: Any) -> Any:
    return value.replace("\x00", "\ufffd") if isinstance(value, str) else value
