"""A whole store copied to another place, from a file to a server or back, row by row.

The rows of both are read in the order of their keys; what the copy lacks or has otherwise is written, what it
has too much is taken out: a call that goes on after a kill writes only what is still lacking. At the end both
are read once more and compared. The copy is the same store: indexes fed from the old one
go on from their cursors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    tuple_,
    update,
)

from crawler.store import Store
from crawler.store.checks import COPYING
from crawler.store.databases.errors import StoreError
from crawler.store.schema import about, changes, metadata
from shengmei.store_place import StorePlace

PORTION = 500  # rows in memory, and in a transaction
LONGEST_KEY = 2_600  # bytes of an indexed text: PostgreSQL's indexes have no room for more
OnProgress = Callable[[int, int], None]
Key = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class CopiedStore:
    """How many rows the store has, and how many of them were written by this call."""

    rows: int
    written: int


def copy_store(source: StorePlace, target: StorePlace, on_progress: OnProgress | None = None) -> CopiedStore:
    """Makes `target` the same as the store at `source`, which is only read, as it is at one moment; `target`
    is empty, or a copy of the same store that was begun. Raises `StoreError`."""
    with Store.open(source, to_look=True) as old:
        if old.older() is not None:
            raise StoreError(str(old.older()))
        with Store.open(target, create=True, copying=True) as new:
            goes_on = _begin(old, new)
            total, written = 0, 0
            with old.connected() as read:
                if goes_on:
                    _take_out(read, new)
                size = sum(_count(read, table) for table in _tables())
                for table in _tables():
                    for rows, changed in _copy_table(read, new, table):
                        total, written = total + rows, written + changed
                        if on_progress is not None:
                            on_progress(total, size)
                _compare(read, new)
                last = _last_number(read)
            _end(new, last)
    return CopiedStore(rows=total, written=written)


def _tables() -> list[Table]:
    """Those that others refer to come first."""
    return list(metadata.sorted_tables)


def _begin(old: Store, new: Store) -> bool:
    """Claims the copy's place for this store, before its first row; whether a copy was begun there before."""
    with new.connected(writes=True) as connection:
        facts = {row.key: row.value for row in connection.execute(select(about))}
        if facts.get(COPYING) == old.uuid:
            return True
        if any(_count(connection, table) for table in _tables() if table is not about):
            same = "a whole copy of it, or it itself" if facts.get("uuid") == old.uuid else "another store"
            raise StoreError(f"{new.path} holds {same}: name an empty place")
        connection.execute(delete(about).where(about.c.key.in_((COPYING, "uuid"))))
        rows = [{"key": COPYING, "value": old.uuid}, {"key": "uuid", "value": old.uuid}]
        connection.execute(insert(about), rows)
    return False


def _end(new: Store, last: int) -> None:
    """The copy is whole: the change log goes on behind its `last` number, and it may be opened."""
    with new.connected(writes=True) as connection:
        _go_on_behind(connection, last)
        connection.execute(delete(about).where(about.c.key == COPYING))


def _copy_table(read: Connection, new: Store, table: Table) -> Iterator[tuple[int, int]]:
    """Portion by portion, how many rows were read and how many of them written."""
    last: Key | None = None
    while True:
        rows = _portion(read, table, last)
        _check_keys(new, table, rows)
        with new.connected(writes=True) as connection:
            until = _key(table, rows[-1]) if len(rows) == PORTION else None
            yield len(rows), _make_same(connection, table, rows, last, until)
        if until is None:
            return
        last = until


def _take_out(read: Connection, new: Store) -> None:
    """Takes out of a copy that was begun what the store does not have any more; what refers to others goes
    before them."""
    for table in reversed(_tables()):
        last: Key | None = None
        while True:
            with new.connected(writes=True) as connection:
                copied = _portion(connection, table, last)
                until = _key(table, copied[-1]) if len(copied) == PORTION else None
                there = {_key(table, row) for row in read.execute(_between(table, last, until))}
                keys = [_key(table, row) for row in copied]
                surplus = [_named(table, key) for key in keys if key not in there and not _is_own(table, key)]
                if surplus:
                    connection.execute(delete(table).where(_of_key(table)), surplus)
            if until is None:
                break
            last = until


def _make_same(
    connection: Connection, table: Table, rows: Sequence[Row[Any]], after: Key | None, until: Key | None
) -> int:
    """Makes the rows of the copy between two keys the same as these; returns how many were written."""
    wanted = {_key(table, row): _values(row) for row in rows}
    there = {_key(table, row): _values(row) for row in connection.execute(_between(table, after, until))}
    if lacking := [row for key, row in wanted.items() if key not in there]:
        connection.execute(insert(table), lacking)
    others = [
        {**row, **_named(table, key)} for key, row in wanted.items() if key in there and there[key] != row
    ]
    if others:
        names = [column.name for column in table.columns if not column.primary_key]
        changed: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
        values = [{f"new_{name}": row[name] for name in names} | _only_keys(row) for row in others]
        connection.execute(update(table).where(_of_key(table)).values(changed), values)
    return len(lacking) + len(others)


def _compare(read: Connection, new: Store) -> None:
    """Reads both once more, row by row; raises `StoreError` where they differ."""
    for table in _tables():
        last: Key | None = None
        while True:
            rows = _portion(read, table, last)
            until = _key(table, rows[-1]) if len(rows) == PORTION else None
            with new.connected() as connection:
                copied = connection.execute(_between(table, last, until)).all()
            found = [_values(row) for row in copied if not _is_own(table, _key(table, row))]
            if found != [_values(row) for row in rows]:
                raise StoreError(f"{new.path} is not the same in {table.name}: is somebody writing to it?")
            if until is None:
                break
            last = until


def _portion(connection: Connection, table: Table, after: Key | None) -> list[Row[Any]]:
    return list(connection.execute(_between(table, after, None).limit(PORTION)).all())


def _between(table: Table, after: Key | None, until: Key | None) -> Any:
    """The rows behind a key, up to another one, in the order of the keys; None: no bound."""
    key = tuple_(*table.primary_key)
    chosen = select(table).order_by(*table.primary_key)
    if after is not None:
        chosen = chosen.where(key > after)
    return chosen if until is None else chosen.where(key <= until)


def _key(table: Table, row: Row[Any]) -> Key:
    return tuple(row._mapping[column.name] for column in table.primary_key)


def _values(row: Row[Any]) -> dict[str, Any]:
    """The row as both databases can hold it: U+0000 is no text on PostgreSQL."""
    return {
        name: value.replace("\x00", "\ufffd") if isinstance(value, str) else value
        for name, value in row._mapping.items()
    }


def _of_key(table: Table) -> ColumnElement[bool]:
    return and_(*(column == bindparam(f"key_{column.name}") for column in table.primary_key))


def _named(table: Table, key: Key) -> dict[str, Any]:
    return {f"key_{column.name}": value for column, value in zip(table.primary_key, key, strict=True)}


def _only_keys(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name.startswith("key_")}


def _is_own(table: Table, key: Key) -> bool:
    """Whether it is the copy's own mark that it is not whole."""
    return table is about and key == (COPYING,)


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _check_keys(new: Store, table: Table, rows: Sequence[Row[Any]]) -> None:
    """Raises `StoreError` for an address for which PostgreSQL's indexes have no room."""
    if isinstance(new.path, Path) or "url" not in table.columns:
        return
    for row in rows:
        if len(row.url.encode()) > LONGEST_KEY:
            raise StoreError(
                f"{new.path} has no room for an address of {len(row.url):,} characters, which {table.name} "
                f"has: {row.url[:80]}…"
            )


def _last_number(connection: Connection) -> int:
    """The last number that the change log gave, also one whose row is no more."""
    newest = int(connection.execute(select(func.coalesce(func.max(changes.c.seq), 0))).scalar_one())
    if connection.dialect.name == "sqlite":
        given = connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = 'changes'")).scalar()
    else:
        given = connection.execute(text("SELECT last_value FROM changes_seq_seq")).scalar()
    return max(newest, int(given or 0))


def _go_on_behind(connection: Connection, last: int) -> None:
    """Tables that number their rows go on behind the highest number, the change log behind `last`."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = 'changes'"))
        connection.execute(
            text("INSERT INTO sqlite_sequence (name, seq) VALUES ('changes', :n)"), {"n": last}
        )
        return
    for table in _tables():
        column = table.autoincrement_column
        if column is None:
            continue
        sequence = f"{table.name}_{column.name}_seq"
        highest = int(connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one())
        number = max(highest, last) if table is changes else highest
        asked = text("SELECT setval(CAST(:name AS regclass), :number, :used)")
        connection.execute(asked, {"name": sequence, "number": max(number, 1), "used": number > 0})
