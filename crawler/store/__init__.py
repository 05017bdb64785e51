"""The store's door: `Store.open(path)`, and inside a transaction its tables.

    with Store.open(data / "shengmei.sqlite", create=True) as store, store.writing() as transaction:
        transaction.frontier.discover(...)

    with Store.open_read_only(data / "shengmei.sqlite") as store:
        counts = store.read(lambda transaction: transaction.articles.count())

Raises `StoreError` for a store that is absent, foreign, newer, older, locked or not writable.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, insert, inspect

from crawler.store import migrations, schema
from crawler.store.article_batch import ChangeKind, FetchedArticle
from crawler.store.articles import Articles
from crawler.store.captures import CaptureRecord, Captures
from crawler.store.change_log import ChangeLog, DeadLetter, FedIndex
from crawler.store.clock import Clock
from crawler.store.database import (
    StoreChanged,
    StoreError,
    absent,
    check,
    older,
    problems,
    read_only_engine,
    stored_facts,
    writing_engine,
)
from crawler.store.history.crawl_history import CrawlHistory
from crawler.store.history.failed_lists import FAILED, FailedLists, Lists
from crawler.store.history.list_readings import ListReadings
from crawler.store.history.outlet_days import OutletDays
from crawler.store.history.runs import Runs
from crawler.store.history.told_alarms import ToldAlarms
from crawler.store.newspapers.editions import Editions
from crawler.store.read_only import ReadOnlyConnector, file_state, is_torn
from crawler.store.scheduling.frontier import Frontier
from crawler.store.scheduling.frontier_rows import Discovery, FrontierRow, GroupClaim, Verdict
from crawler.store.scheduling.groups import Groups, GroupState, PagesOfDay
from crawler.store.scheduling.servers import Pause, ServerTimes
from crawler.store.stored_article import StoredArticle
from crawler.store.stories import Stories
from crawler.store.uncompared import Uncompared
from crawler.store.upkeep.backups import Backups
from crawler.store.upkeep.forgetting import Forgetting, Forgotten, Removal
from crawler.store.upkeep.joining import Joining
from crawler.store.upkeep.masks import MaskRule, Masks
from crawler.store.upkeep.pruning import Pruning
from crawler.store.values import moment, stamp

__all__ = [
    "FAILED",
    "CaptureRecord",
    "ChangeKind",
    "DeadLetter",
    "Discovery",
    "FailedLists",
    "FedIndex",
    "FetchedArticle",
    "Forgotten",
    "FrontierRow",
    "GroupClaim",
    "GroupState",
    "MaskRule",
    "PagesOfDay",
    "Pause",
    "Removal",
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


@dataclass(frozen=True)
class Transaction:
    """The tables on one connection: what is done with them is done together or not at all."""

    frontier: Frontier
    articles: Articles
    captures: Captures
    pruning: Pruning
    changes: ChangeLog
    uncompared: Uncompared
    stories: Stories
    lists: Lists
    crawled: CrawlHistory
    runs: Runs
    outlet_days: OutletDays
    list_readings: ListReadings
    alarms: ToldAlarms
    servers: ServerTimes
    groups: Groups
    clock: Clock
    forgetting: Forgetting
    joining: Joining
    backups: Backups
    masks: Masks
    editions: Editions


class Store:
    """An open store; cheap to open, safe to use from several processes."""

    def __init__(self, engine: Engine, path: Path, read_only: ReadOnlyConnector | None = None) -> None:
        self._engine = engine
        self._read_only = read_only
        self._older: str | None = None
        self.path = path

    @classmethod
    def open(cls, path: Path, *, create: bool = False, to_look: bool = False) -> Store:
        """Opens the store at `path`; with `create`, makes it (and its folder) where there is none. One of an
        older version is opened only `to_look` at: `writing` raises `StoreError`."""
        if not path.exists():
            if not create:
                raise absent(path)
            cls.prepare(path)
        store = cls(writing_engine(path), path)
        with problems(path):
            store._make_or_check()
            store._older = store.older()
        if store._older and not to_look:
            store.close()
            raise StoreError(store._older)
        return store

    @classmethod
    def open_read_only(cls, path: Path) -> Store:
        """Opens the store at `path` so that no file is made or changed and no writer has to wait; a folder
        that may not be written to will do. `read` is the way to ask it; `writing` raises `StoreError`."""
        try:
            path.stat()
        except FileNotFoundError:
            raise absent(path) from None
        except OSError as error:
            raise StoreError(f"{path} cannot be read: {error.strerror}") from error
        connector = ReadOnlyConnector(path)
        store = cls(read_only_engine(connector), path, connector)
        with problems(path), store._engine.connect() as connection:
            check(connection, path)
        return store

    @staticmethod
    def prepare(path: Path) -> None:
        """Makes the folder of a store; raises `StoreError` for one with somebody else's files."""
        _prepare(path)

    def mark_restored(self, at: datetime) -> None:
        """Says that this copy, of whatever version, goes on by itself: no index is known to it."""
        with problems(self.path), self._engine.connect() as connection:
            connection = connection.execution_options(shengmei_writes=True)
            with connection.begin():
                Backups(connection).mark_restored(at)

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
        if self._older:
            raise StoreError(self._older)
        with problems(self.path), self._engine.connect() as connection:
            connection = connection.execution_options(shengmei_writes=True)
            with connection.begin():
                yield _transaction(connection)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A view of one moment that writes nothing. Raises `StoreChanged` at its end when the store was
        opened for reading alone and what was read may be of two moments."""
        before = file_state(self.path)
        with problems(self.path), self._engine.connect() as connection, connection.begin():
            yield _transaction(connection)
            if is_torn(connection.connection.dbapi_connection, before, self.path):
                raise StoreChanged(f"{self.path} was written to while it was read: read it again")

    def empty_log(self) -> None:
        """Moves what the write-ahead log holds into the database and empties it, as far as no reader needs
        it: what was deleted does not stay there."""
        with problems(self.path), self._engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")  # not inside a transaction

    @property
    def uuid(self) -> str:
        with self._engine.connect() as connection:
            return str(stored_facts(connection)["uuid"])

    def older(self) -> str | None:
        """That an older version made the store, and what to do; None for one of today's version."""
        with self._engine.connect() as connection:
            return older(connection, self.path)

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
                check(connection, self.path)
                return
        with self._engine.connect().execution_options(shengmei_writes=True) as connection, connection.begin():
            schema.metadata.create_all(connection)
            if not stored_facts(connection):  # another process may have made it while this one waited
                rows = {"schema": str(migrations.newest_version()), "uuid": uuid.uuid4().hex}
                connection.execute(insert(schema.about), [{"key": k, "value": v} for k, v in rows.items()])
                migrations.record_newest(connection)


def _transaction(connection: Connection) -> Transaction:
    return Transaction(
        frontier=Frontier(connection),
        articles=Articles(connection),
        captures=Captures(connection),
        pruning=Pruning(connection),
        changes=ChangeLog(connection),
        uncompared=Uncompared(connection),
        stories=Stories(connection),
        lists=Lists(connection),
        crawled=CrawlHistory(connection),
        runs=Runs(connection),
        outlet_days=OutletDays(connection),
        list_readings=ListReadings(connection),
        alarms=ToldAlarms(connection),
        servers=ServerTimes(connection),
        groups=Groups(connection),
        clock=Clock(connection),
        forgetting=Forgetting(connection),
        joining=Joining(connection),
        backups=Backups(connection),
        masks=Masks(connection),
        editions=Editions(connection),
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
    # Hidden names: an index that is being made beside its place, and what desktops leave in folders. Names
    # with a version: what the store was before it was upgraded.
    return name in OURS or name.startswith((".", "shengmei-version-", "ledger."))
