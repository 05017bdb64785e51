"""The store's door: `Store.open(place)`, and inside a transaction its tables.

    with Store.open(data / "shengmei.sqlite", create=True) as store, store.writing() as transaction:
        transaction.frontier.discover(...)
Raises `StoreError` for a store that is absent, foreign, newer, older, locked or not writable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, inspect

from crawler.store import migrations, schema
from crawler.store.article_batch import ChangeKind, FetchedArticle
from crawler.store.article_stories import Stories
from crawler.store.articles import Articles
from crawler.store.captures import CaptureRecord, Captures
from crawler.store.change_log import ChangeLog, FedIndex
from crawler.store.checks import check, older, record_version, stored_facts
from crawler.store.clock import Clock
from crawler.store.databases import Database, database_at
from crawler.store.databases.errors import StoreChanged, StoreError, StoreUnreachable, absent
from crawler.store.databases.sqlite import prepare_folder
from crawler.store.dead_letters import DeadLetter
from crawler.store.history.crawl_history import CrawlHistory
from crawler.store.history.failed_lists import FAILED, FailedLists, Lists
from crawler.store.history.list_readings import ListReadings
from crawler.store.history.outlet_days import OutletDays
from crawler.store.history.runs import Runs
from crawler.store.history.told_alarms import ToldAlarms
from crawler.store.newspapers.editions import Editions
from crawler.store.scheduling.address_parameters import AddressParameters
from crawler.store.scheduling.frontier import Frontier
from crawler.store.scheduling.frontier_rows import Discovery, FrontierRow, GroupClaim, Verdict
from crawler.store.scheduling.groups import Groups, GroupState, PagesOfDay
from crawler.store.scheduling.servers import Pause, ServerTimes
from crawler.store.scheduling.workers import Workers, WorkerState
from crawler.store.stored_article import StoredArticle
from crawler.store.uncompared import Uncompared
from crawler.store.upkeep.backups import Backups
from crawler.store.upkeep.forgetting import Forgetting, Forgotten, Removal
from crawler.store.upkeep.joining import Joining
from crawler.store.upkeep.masks import MaskRule, Masks
from crawler.store.upkeep.pruning import Pruning
from crawler.store.values import from_stamp, stamp
from shengmei.store_place import StorePlace

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
    "StorePlace",
    "StoreUnreachable",
    "StoredArticle",
    "Transaction",
    "Verdict",
    "WorkerState",
    "from_stamp",
    "stamp",
]

Answer = TypeVar("Answer")
_TRIES = 10  # readings that another process may spoil


@dataclass(frozen=True)
class Transaction:
    """The tables on one connection: what is done with them is done together or not at all."""

    frontier: Frontier
    parameters: AddressParameters
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
    server_times: ServerTimes
    groups: Groups
    workers: Workers
    clock: Clock
    forgetting: Forgetting
    joining: Joining
    backups: Backups
    masks: Masks
    editions: Editions


class Store:
    """An open store; cheap to open, safe to use from several processes."""

    def __init__(self, database: Database, engine: Engine, *, read_only: bool = False) -> None:
        self._database, self._engine, self._read_only = database, engine, read_only
        self._older: str | None = None
        self.path = database.place

    @classmethod
    def open(
        cls, place: StorePlace, *, create: bool = False, to_look: bool = False, copying: bool = False
    ) -> Store:
        """Opens the store at `place`, made with its folder where there is none and `create` says so. One of
        an older version opens only `to_look` (`writing` raises `StoreError`), a half copy for `copying`."""
        database = database_at(place)
        if not database.exists:
            if not create:
                raise absent(place)
            database.prepare()
        store = cls(database, database.engine())
        with database.problems():
            store._make_or_check(create=create or isinstance(place, Path), copying=copying)
            store._older = store.older()
        if store._older and not to_look:
            store.close()
            raise StoreError(store._older)
        return store

    @classmethod
    def open_read_only(cls, place: StorePlace) -> Store:
        """Opens it to `read`, so that no file is made or changed and no writer waits, in any folder."""
        database = database_at(place)
        store = cls(database, database.read_only_engine(), read_only=True)
        with database.problems(), store._engine.connect() as connection:
            check(connection, place)
        return store

    @staticmethod
    def prepare(folder: Path) -> None:
        """Makes a data directory; raises `StoreError` for one with somebody else's files."""
        prepare_folder(folder)

    def mark_restored(self, at: datetime) -> None:
        """Says that this copy, of whatever version, goes on by itself: no index is known to it."""
        with self.connected(writes=True) as connection:
            Backups(connection).mark_restored(at)

    def read(self, ask: Callable[[Transaction], Answer]) -> Answer:
        """What `ask` makes of one moment; asked again where it was torn, or the connection broke."""
        for _ in range(_TRIES):
            before = self._database.state()
            try:
                with self.reading() as transaction:
                    return ask(transaction)
            except (StoreChanged, StoreUnreachable) as problem:
                if problem.waited:
                    raise
                last: StoreError = problem
            except StoreError:
                # Pages of two moments may also look damaged.
                if self._database.state() == before:
                    raise
                last = StoreChanged(f"{self.path}: it is written to again and again: read it later")
        raise last

    def write(self, change: Callable[[Transaction], Answer]) -> Answer:
        """What `change` returns, whose transaction is committed; done again where its connection broke."""
        self._ensure_writable()
        for _ in range(_TRIES):
            begun: str | None = None
            try:
                with self.connected(writes=True) as connection:
                    begun = self._database.transaction_id(connection)
                    answer = change(_transaction(connection))
            except StoreUnreachable as problem:
                if problem.waited:
                    raise
                if begun is not None and self._database.was_committed(begun):
                    return answer
                last = problem
            else:
                return answer
        raise last

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """A transaction that writes; committed at the end, undone by an exception."""
        self._ensure_writable()
        with self.connected(writes=True) as connection:
            yield _transaction(connection)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A view of one moment; raises `StoreChanged` where the store was opened to read and may be torn."""
        before = self._database.state()
        with self.connected() as connection:
            yield _transaction(connection)
            if self._database.is_torn(connection, before):
                raise StoreChanged(f"{self.path} was written to while it was read: read it again")

    def empty_log(self) -> None:
        """What was deleted does not stay in the database's log or free pages, as far as readers allow."""
        with self._database.problems(), self._engine.connect() as connection:
            self._database.empty_log(connection)

    def size(self) -> int:
        """Bytes that it takes."""
        with self._database.problems(), self._engine.connect() as connection:
            return self._database.size(connection)

    @property
    def uuid(self) -> str:
        with self.connected() as connection:
            return str(stored_facts(connection)["uuid"])

    def older(self) -> str | None:
        """What to do with a store that an older version made; None for one of today's."""
        with self.connected() as connection:
            return older(connection, self.path)

    def close(self) -> None:
        self._engine.dispose()
        self._database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ensure_writable(self) -> None:
        if self._read_only:
            raise StoreError(f"{self.path} was opened for reading alone")
        if self._older:
            raise StoreError(self._older)

    @contextmanager
    def connected(self, *, writes: bool = False) -> Iterator[Connection]:
        """A connection in a transaction, for what goes through the tables as they are."""
        with self._database.problems(), self._engine.connect() as opened:
            chosen = self._database.for_writing if writes else self._database.for_reading
            connection = chosen(opened)
            with connection.begin():
                yield connection

    def _make_or_check(self, *, create: bool, copying: bool) -> None:
        with self._engine.connect() as connection:
            if inspect(connection).get_table_names() or not create:
                check(connection, self.path, copying=copying)
                return
        with self.connected(writes=True) as connection:
            schema.metadata.create_all(connection)
            if not stored_facts(connection):  # another process may have made it while this one waited
                record_version(connection, migrations.newest_version())
                migrations.record_newest(connection)
                self._database.finish_tables(connection)


def _transaction(connection: Connection) -> Transaction:
    return Transaction(
        frontier=Frontier(connection),
        parameters=AddressParameters(connection),
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
        server_times=ServerTimes(connection),
        groups=Groups(connection),
        workers=Workers(connection),
        clock=Clock(connection),
        forgetting=Forgetting(connection),
        joining=Joining(connection),
        backups=Backups(connection),
        masks=Masks(connection),
        editions=Editions(connection),
    )
