"""The store's door: `Store.open(path)`, and inside a transaction its tables.

    with Store.open(data / "shengmei.sqlite", create=True) as store, store.writing() as transaction:
        transaction.frontier.discover(...)

    with Store.open_read_only(data / "shengmei.sqlite") as store:
        counts = store.read(lambda transaction: transaction.articles.count())

Raises `StoreError` for a store that is absent, foreign, newer, locked or not writable.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, exc, insert, inspect, select

from crawler.store import schema
from crawler.store.article_batch import ChangeKind, FetchedArticle
from crawler.store.articles import Articles, StoredArticle
from crawler.store.captures import CaptureRecord, Captures
from crawler.store.change_log import ChangeLog, DeadLetter, FedIndex
from crawler.store.crawl_history import CrawlHistory
from crawler.store.failed_lists import FAILED, FailedLists, Lists
from crawler.store.frontier import Frontier
from crawler.store.frontier_rows import Discovery, FrontierRow, Verdict
from crawler.store.read_only import ReadOnlyConnector, file_state, is_torn
from crawler.store.values import moment, stamp
from shengmei.problems import Problem

__all__ = [
    "FAILED",
    "CaptureRecord",
    "ChangeKind",
    "DeadLetter",
    "Discovery",
    "FailedLists",
    "FedIndex",
    "FetchedArticle",
    "FrontierRow",
    "Store",
    "StoreChanged",
    "StoreError",
    "StoredArticle",
    "Transaction",
    "Verdict",
    "moment",
    "stamp",
]

Answer = TypeVar("Answer")
_TRIES = 10  # readings that another process may spoil

# What a data directory of ours may hold: a store is never begun among somebody's other files.
OURS = {"shengmei.sqlite", "shengmei.sqlite-wal", "shengmei.sqlite-shm", "archive", "index", "crawl.lock"}


class StoreError(Problem):
    """The store is absent, foreign, made by a newer version, locked, full or not writable."""


class StoreChanged(StoreError):
    """Another process wrote to a store that was opened for reading alone; read it again."""


@dataclass(frozen=True)
class Transaction:
    """The tables on one connection: what is done with them is done together or not at all."""

    frontier: Frontier
    articles: Articles
    captures: Captures
    changes: ChangeLog
    lists: Lists
    crawled: CrawlHistory


class Store:
    """An open store; cheap to open, safe to use from several processes."""

    def __init__(self, engine: Engine, path: Path, read_only: ReadOnlyConnector | None = None) -> None:
        self._engine = engine
        self._read_only = read_only
        self.path = path

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Store:
        """Opens the store at `path`; with `create`, makes it (and its folder) where there is none."""
        if not path.exists():
            if not create:
                raise _absent(path)
            _prepare(path)
        store = cls(_engine(path), path)
        with _problems(path):
            store._make_or_check()
        return store

    @classmethod
    def open_read_only(cls, path: Path) -> Store:
        """Opens the store at `path` so that no file is made or changed and no writer has to wait; a folder
        that may not be written to will do. `read` is the way to ask it; `writing` raises `StoreError`."""
        try:
            path.stat()
        except FileNotFoundError:
            raise _absent(path) from None
        except OSError as error:
            raise StoreError(f"{path} cannot be read: {error.strerror}") from error
        connector = ReadOnlyConnector(path)
        store = cls(_read_only_engine(connector), path, connector)
        with _problems(path), store._engine.connect() as connection:
            _check(connection, path)
        return store

    def read(self, ask: Callable[[Transaction], Answer]) -> Answer:
        """What `ask` makes of one moment's state; asked again where another process wrote meanwhile. Raises
        `StoreError`."""
        for _ in range(_TRIES):
            before = file_state(self.path)
            try:
                with self.reading() as transaction:
                    return ask(transaction)
            except StoreError as problem:
                # Pages of two moments may also look damaged.
                if not isinstance(problem, StoreChanged) and file_state(self.path) == before:
                    raise
        raise StoreChanged(f"{self.path}: it is written to again and again: read it when that has ended")

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """A transaction that writes; committed at the end, undone by an exception."""
        if self._read_only is not None:
            raise StoreError(f"{self.path} was opened for reading alone")
        with _problems(self.path), self._engine.connect() as connection:
            connection = connection.execution_options(shengmei_writes=True)
            with connection.begin():
                yield _transaction(connection)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A view of one moment that writes nothing. Raises `StoreChanged` at its end when the store was
        opened for reading alone and what was read may be of two moments."""
        before = file_state(self.path)
        with _problems(self.path), self._engine.connect() as connection, connection.begin():
            yield _transaction(connection)
            if is_torn(connection.connection.dbapi_connection, before, self.path):
                raise StoreChanged(f"{self.path} was written to while it was read: read it again")

    @property
    def uuid(self) -> str:
        with self._engine.connect() as connection:
            return str(_about(connection)["uuid"])

    def close(self) -> None:
        self._engine.dispose()
        if self._read_only is not None:
            self._read_only.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _make_or_check(self) -> None:
        with self._engine.connect() as connection:
            known = set(inspect(connection).get_table_names())
            if known:
                _check(connection, self.path)
                return
        with self._engine.connect().execution_options(shengmei_writes=True) as connection, connection.begin():
            schema.metadata.create_all(connection)
            if not _about(connection):  # another process may have made it while this one waited
                rows = {"schema": str(schema.VERSION), "uuid": uuid.uuid4().hex}
                connection.execute(insert(schema.about), [{"key": k, "value": v} for k, v in rows.items()])


def _transaction(connection: Connection) -> Transaction:
    return Transaction(
        frontier=Frontier(connection),
        articles=Articles(connection),
        captures=Captures(connection),
        changes=ChangeLog(connection),
        lists=Lists(connection),
        crawled=CrawlHistory(connection),
    )


def _about(connection: Connection) -> dict[str, str]:
    return {row.key: row.value for row in connection.execute(select(schema.about))}


def _absent(path: Path) -> StoreError:
    return StoreError(f"no store at {path}: crawl something first, or name another --data")


def _check(connection: Connection, path: Path) -> None:
    """Raises `StoreError` when the database is none of ours, or of a newer version."""
    names = inspect(connection).get_table_names()
    if not names:  # it is just being made
        raise StoreError(f"{path} holds nothing yet: crawl something first, or name another --data")
    if "about" not in names:
        raise StoreError(f"{path} is a database of something else: name another --data")
    about = _about(connection)
    if int(about.get("schema", "0")) > schema.VERSION:
        raise StoreError(
            f"{path} was made by a newer shengmei (store version {about['schema']}, this one knows "
            f"{schema.VERSION}): update shengmei"
        )


def _prepare(path: Path) -> None:
    folder = path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        foreign = sorted(entry.name for entry in folder.iterdir() if not _ours(entry.name))
    except OSError as error:
        raise StoreError(f"data directory {folder} cannot be used: {error.strerror}") from error
    if foreign:
        raise StoreError(
            f"{folder} is not a data directory of shengmei (it holds {foreign[0]}): name an empty one"
        )


def _ours(name: str) -> bool:
    # Hidden names: an index that is being made beside its place, and what desktops leave in folders.
    return name in OURS or name.startswith(".")


def _engine(path: Path) -> Engine:
    # The driver's own transaction handling begins too late (at the first write): two writers that both
    # read first would then fail with "database is locked" instead of waiting for each other.
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-32000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("shengmei_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _read_only_engine(connector: ReadOnlyConnector) -> Engine:
    # A connection for each reading, because the way to open the file changes with what stands beside it.
    engine = create_engine("sqlite://", creator=connector, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


@contextmanager
def _problems(path: Path) -> Iterator[None]:
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
    if "not a database" in text or "malformed" in text:
        return f"is no sound SQLite database ({text}): name another --data, or restore a backup"
    return text
