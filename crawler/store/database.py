"""Connections to the database, and what it says when something is wrong, in one line that says what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, exc, inspect, select

from crawler.store.migrations import newest_version
from crawler.store.read_only import ReadOnlyConnector
from crawler.store.schema import about
from shengmei.problems import Problem

UPGRADE = "shengmei store migrate"


class StoreError(Problem):
    """The store is absent, foreign, made by a newer version, locked, full or not writable."""


class StoreChanged(StoreError):
    """Another process wrote to a store that was opened for reading alone; read it again."""


def stored_facts(connection: Connection) -> dict[str, str]:
    """What the store says of itself: `schema`, its version, and `uuid`."""
    return {row.key: row.value for row in connection.execute(select(about))}


def absent(path: Path) -> StoreError:
    """What to say of a store that is not there."""
    return StoreError(f"no store at {path}: crawl something first, or name another --data")


def check(connection: Connection, path: Path, newest: int | None = None) -> None:
    """Raises `StoreError` when the database is none of ours, or of a newer version than `newest` (None: what
    this program knows)."""
    names = inspect(connection).get_table_names()
    if not names:  # it is just being made
        raise StoreError(f"{path} holds nothing yet: crawl something first, or name another --data")
    if "about" not in names:
        raise StoreError(f"{path} is a database of something else: name another --data")
    version, known = stored_version(connection), newest or newest_version()
    if version > known:
        raise StoreError(
            f"{path} was made by a newer shengmei (store version {version}, this one knows {known}): "
            "update shengmei"
        )


def older(connection: Connection, path: Path) -> str | None:
    """Of an older store, which can be read as far as it goes and is not written to, what to do with it."""
    version, newest = stored_version(connection), newest_version()
    if version >= newest:
        return None
    made = f"was made by an older shengmei (store version {version}, this one writes {newest})"
    return f"{path} {made}: {UPGRADE} upgrades it"


def stored_version(connection: Connection) -> int:
    """The version of the store's tables, from 1."""
    return int(stored_facts(connection).get("schema", "0"))


def writing_engine(path: Path, *, foreign_keys: bool = True) -> Engine:
    """For reading and writing; of one connection that says `shengmei_writes`, each transaction writes."""
    # The driver's own transaction handling begins too late (at the first write): two writers that both
    # read first would then fail with "database is locked" instead of waiting for each other.
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        checks = "foreign_keys=ON" if foreign_keys else "foreign_keys=OFF"
        # FULL: what a transaction wrote is on the disk when it ends. With NORMAL a power cut took all that
        # was kept since the last checkpoint, some hundred pages; FULL costs a batch of 16 pages 6 ms here.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", checks, "cache_size=-32000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("shengmei_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def read_only_engine(connector: ReadOnlyConnector) -> Engine:
    # A connection for each reading, because the way to open the file changes with what stands beside it.
    engine = create_engine("sqlite://", creator=connector, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


@contextmanager
def problems(path: Path) -> Iterator[None]:
    """Turns what the database says into one line that says what to do."""
    try:
        yield
    except (exc.OperationalError, exc.DatabaseError) as error:
        raise StoreError(f"{path}: {_advice(error.orig or error)}") from error


def _advice(error: BaseException) -> str:
    text = str(error)
    if isinstance(error, sqlite3.OperationalError) and "locked" in text:
        return "locked by another process for more than 30 seconds: wait for it, or end it"
    if "readonly" in text or "unable to open" in text:
        return f"cannot be opened as it must be ({text}): check its owner and the rights of its folder"
    if "full" in text:
        return "the disk is full: nothing of this batch was written; make room and run it again"
    if "no such table" in text or "no such column" in text:
        return f"is of another version ({text}): {UPGRADE} upgrades it"
    if "not a database" in text or "malformed" in text:
        return f"is no sound SQLite database ({text}): name another --data, or restore a backup"
    return text
