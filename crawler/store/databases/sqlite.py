"""A store in a SQLite file: how it is opened, and what it says when something is wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, exc

from crawler.store.databases.errors import UPGRADE, StoreError, absent
from crawler.store.read_only import ReadOnlyConnector, file_state, is_torn
from shengmei.messages import message

# What a data directory of ours may hold: a store is never begun among somebody's other files.
OURS = {"shengmei.sqlite", "shengmei.sqlite-wal", "shengmei.sqlite-shm", "archive", "index", "crawl.lock"}


class SqliteDatabase:
    """The database at `place`."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._connector: ReadOnlyConnector | None = None

    @property
    def exists(self) -> bool:
        return self.place.exists()

    def prepare(self) -> None:
        prepare_folder(self.place.parent)

    def engine(self) -> Engine:
        return writing_engine(self.place)

    def read_only_engine(self) -> Engine:
        try:
            self.place.stat()
        except FileNotFoundError:
            raise absent(self.place) from None
        except OSError as error:
            raise StoreError(
                message("{place} cannot be read: {error}", place=self.place, error=error.strerror)
            ) from error
        self._connector = ReadOnlyConnector(self.place)
        # A connection for each reading, because the way to open the file changes with what stands beside it.
        engine = create_engine("sqlite://", creator=self._connector, poolclass=NullPool)

        @event.listens_for(engine, "begin")
        def _on_begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN")

        return engine

    def for_reading(self, connection: Connection) -> Connection:
        return connection

    def for_writing(self, connection: Connection) -> Connection:
        return connection.execution_options(shengmei_writes=True)

    def state(self) -> object:
        return file_state(self.place)

    def is_torn(self, connection: Connection, before: object) -> bool:
        return is_torn(connection.connection.dbapi_connection, before, self.place)

    def transaction_id(self, _connection: Connection) -> str | None:
        return None

    def was_committed(self, _transaction: str) -> bool:
        raise NotImplementedError("a file has no connection that breaks")

    @contextmanager
    def problems(self) -> Iterator[None]:
        with problems(self.place):
            yield

    def finish_tables(self, _connection: Connection) -> None:
        """Nothing."""

    def empty_log(self, connection: Connection) -> None:
        """Moves what the write-ahead log holds into the database and empties it, as far as no reader needs
        it."""
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")  # not inside a transaction

    def size(self, _connection: Connection) -> int:
        return self.place.stat().st_size

    def close(self) -> None:
        if self._connector is not None:
            self._connector.close()


def prepare_folder(folder: Path) -> None:
    """Makes a data directory; raises `StoreError` for one with somebody else's files."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        foreign = sorted(entry.name for entry in folder.iterdir() if not _ours(entry.name))
    except OSError as error:
        raise StoreError(
            message("data directory {place} cannot be used: {error}", place=folder, error=error.strerror)
        ) from error
    if foreign:
        raise StoreError(
            message(
                "{place} is not a data directory of shengmei (it holds {found}): name an empty one",
                place=folder,
                found=foreign[0],
            )
        )


def _ours(name: str) -> bool:
    # Hidden names: an index that is being made beside its place, and what desktops leave in folders. Names
    # with a version: what the store was before it was upgraded.
    return name in OURS or name.startswith((".", "shengmei-version-", "ledger."))


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
        return message("locked by another process for more than 30 seconds: wait for it, or end it")
    if "readonly" in text or "unable to open" in text:
        return message(
            "cannot be opened as it must be ({error}): check its owner and the rights of its folder",
            error=text,
        )
    if "full" in text:
        return message("the disk is full: nothing of this batch was written; make room and run it again")
    if "no such table" in text or "no such column" in text:
        return message("is of another version ({error}): {command} upgrades it", error=text, command=UPGRADE)
    if "not a database" in text or "malformed" in text:
        return message(
            "is no sound SQLite database ({error}): name another --data, or restore a backup", error=text
        )
    return text
