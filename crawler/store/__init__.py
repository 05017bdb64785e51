"""The store's door: `Store.open(path)`, and inside a transaction its tables.

    with Store.open(data / "shengmei.sqlite", create=True) as store, store.writing() as transaction:
        transaction.frontier.discover(...)

Raises `StoreError` for a store that is absent, foreign, newer, locked or not writable.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc, insert, inspect, select

from crawler.store import schema
from crawler.store.article_batch import ChangeKind, FetchedArticle
from crawler.store.articles import Articles, CaptureRecord, StoredArticle
from crawler.store.change_log import ChangeLog, DeadLetter, FedIndex
from crawler.store.crawl_history import CrawlHistory
from crawler.store.failed_lists import FAILED, FailedLists, Lists
from crawler.store.frontier import Discovery, Frontier, FrontierRow, Verdict
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
    "StoreError",
    "StoredArticle",
    "Transaction",
    "Verdict",
    "moment",
    "stamp",
]

# What a data directory of ours may hold: a store is never begun among somebody's other files.
OURS = {"shengmei.sqlite", "shengmei.sqlite-wal", "shengmei.sqlite-shm", "archive", "index", "crawl.lock"}


class StoreError(Problem):
    """The store is absent, foreign, made by a newer version, locked, full or not writable."""


@dataclass(frozen=True)
class Transaction:
    """The tables on one connection: what is done with them is done together or not at all."""

    frontier: Frontier
    articles: Articles
    changes: ChangeLog
    lists: Lists
    crawled: CrawlHistory


class Store:
    """An open store; cheap to open, safe to use from several processes."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self.path = path

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Store:
        """Opens the store at `path`; with `create`, makes it (and its folder) where there is none."""
        if not path.exists():
            if not create:
                raise StoreError(f"no store at {path}: crawl something first, or name another --data")
            _prepare(path)
        store = cls(_engine(path), path)
        with _problems(path):
            store._make_or_check()
        return store

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """A transaction that writes; committed at the end, undone by an exception."""
        with _problems(self.path), self._engine.connect() as connection:
            connection = connection.execution_options(shengmei_writes=True)
            with connection.begin():
                yield _transaction(connection)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A view of one moment that writes nothing."""
        with _problems(self.path), self._engine.connect() as connection, connection.begin():
            yield _transaction(connection)

    @property
    def uuid(self) -> str:
        with self._engine.connect() as connection:
            return str(_about(connection)["uuid"])

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _make_or_check(self) -> None:
        with self._engine.connect() as connection:
            known = set(inspect(connection).get_table_names())
            if "about" in known:
                _check_version(_about(connection), self.path)
                return
            if known:
                raise StoreError(f"{self.path} is a database of something else: name another --data")
        with self._engine.connect().execution_options(shengmei_writes=True) as connection, connection.begin():
            schema.metadata.create_all(connection)
            if not _about(connection):  # another process may have made it while this one waited
                rows = {"schema": str(schema.VERSION), "uuid": uuid.uuid4().hex}
                connection.execute(insert(schema.about), [{"key": k, "value": v} for k, v in rows.items()])


def _transaction(connection: Connection) -> Transaction:
    return Transaction(
        frontier=Frontier(connection),
        articles=Articles(connection),
        changes=ChangeLog(connection),
        lists=Lists(connection),
        crawled=CrawlHistory(connection),
    )


def _about(connection: Connection) -> dict[str, str]:
    return {row.key: row.value for row in connection.execute(select(schema.about))}


def _check_version(about: dict[str, str], path: Path) -> None:
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
        return f"cannot be opened for writing ({text}): check its owner and the rights of its folder"
    if "full" in text:
        return "the disk is full: nothing of this batch was written; make room and run it again"
    if "not a database" in text or "malformed" in text:
        return f"is no sound SQLite database ({text}): name another --data, or restore a backup"
    return text
