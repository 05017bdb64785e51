"""An older store becomes today's, in one transaction; of one in a file a copy is made before."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, inspect

from crawler.store import migrations
from crawler.store.checks import check, record_version, stored_version
from crawler.store.databases import Database, database_at
from crawler.store.databases.errors import StoreError, absent
from crawler.store.databases.sqlite import problems, writing_engine
from crawler.store.migrations import VERSIONS, Revision
from crawler.store.upkeep.copy_database import copy_database
from shengmei.store_place import DatabaseAddress, StorePlace

TRIAL = ".migration-trial-"  # begins the folders of dry runs


@dataclass(frozen=True)
class Migration:
    """From which version (0: there was none) to which a store was upgraded, by which revisions; where its
    copy is."""

    before: int
    after: int
    revisions: tuple[Revision, ...]
    copy: Path | None = None


def migrate(place: StorePlace, *, versions: Path = VERSIONS) -> Migration:
    """Upgrades the store at `place`; one of today's version is left alone. No crawl may be running.

    A copy of what a file was is kept beside it; in an empty database on a server the store is made. All or
    nothing: whatever fails, or kills the process, leaves the store as it was. Raises `StoreError`.
    """
    if not isinstance(place, Path):
        return _migrate_on_server(place, versions, keep=True)
    _clear_up(place)
    return _migrate(place, versions, keep_copy=True)


def try_migration(place: StorePlace, *, versions: Path = VERSIONS) -> Migration:
    """What `migrate` would do, done on a copy that is thrown away, or in a transaction that is undone; raises
    what it would raise."""
    if not isinstance(place, Path):
        return _migrate_on_server(place, versions, keep=False)
    path = place
    if not path.exists():
        raise absent(path)
    with problems(path), _named(path), TemporaryDirectory(prefix=TRIAL, dir=path.parent) as folder:
        _check_room(path)
        trial = Path(folder) / path.name
        copy_database(path, trial)
        return _migrate(trial, versions, keep_copy=False)


def _migrate(path: Path, versions: Path, *, keep_copy: bool) -> Migration:
    if not path.exists():
        raise absent(path)
    newest = migrations.newest_version(versions)
    # Where a table is made anew (batch mode) those that refer to it would hinder; all is checked at the end.
    engine = writing_engine(path, foreign_keys=False)
    copy: Path | None = None
    try:
        with problems(path), engine.connect() as connection:
            connection = connection.execution_options(shengmei_writes=True)
            with connection.begin():
                check(connection, path, newest)
                before = stored_version(connection)
                lacking = migrations.pending(connection, versions)
                if not lacking:
                    return Migration(before, before, ())
                if keep_copy:
                    copy = copy_beside(path, before)
                with _named(path):
                    _upgrade(connection, versions, newest)
    except BaseException:
        if copy is not None:
            copy.unlink()  # the store itself is still what this is a copy of
        raise
    finally:
        engine.dispose()
    return Migration(before, newest, tuple(lacking), copy)


def _migrate_on_server(place: DatabaseAddress, versions: Path, *, keep: bool) -> Migration:
    database = database_at(place)
    newest = migrations.newest_version(versions)
    try:
        with database.problems(), database.engine().connect() as opened:
            connection = database.for_writing(opened)
            with connection.begin() as transaction:
                before = 0
                if inspect(connection).get_table_names():
                    check(connection, place, newest)
                    before = stored_version(connection)
                lacking = migrations.pending(connection, versions)
                if lacking:
                    with _named(place):
                        _upgrade_on_server(database, connection, versions, newest)
                if not keep:
                    transaction.rollback()
    finally:
        database.close()
    return Migration(before, newest, tuple(lacking))


def _upgrade_on_server(database: Database, connection: Connection, versions: Path, newest: int) -> None:
    try:
        with database.problems():
            migrations.upgrade(connection, versions)
            record_version(connection, newest)
            database.finish_tables(connection)
    except StoreError as error:
        raise StoreError(f"{error}; it is as it was") from error


def _upgrade(connection: Connection, versions: Path, newest: int) -> None:
    numbers = _last_numbers(connection)
    migrations.upgrade(connection, versions)
    _keep_last_numbers(connection, numbers)
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise ValueError(f"a row of {broken[0]} would refer to one of {broken[2]} that is not there")
    record_version(connection, newest)


def _last_numbers(connection: Connection) -> dict[str, int]:
    """The last number that each table with AUTOINCREMENT gave."""
    return {row[0]: row[1] for row in connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")}


def _keep_last_numbers(connection: Connection, before: dict[str, int]) -> None:
    """A table that was made anew would count from its highest row, or even give numbers of deleted rows
    again: SQLite drops AUTOINCREMENT in batch mode without a word."""
    made = "SELECT count(*) FROM sqlite_master WHERE name = ? AND sql LIKE '%AUTOINCREMENT%'"
    for table, number in before.items():
        if not connection.exec_driver_sql(made, (table,)).scalar():
            raise ValueError(f"the revision takes AUTOINCREMENT from {table}: give it as table_kwargs")
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, number))


def copy_beside(path: Path, version: int) -> Path:
    """A copy of the store as it is, beside it; raises `StoreError`."""
    _check_room(path)
    now = datetime.now(UTC)
    copy = path.with_name(f"{path.stem}-version-{version}-{now:%Y%m%dT%H%M%S%f}Z{path.suffix}")
    try:
        copy_database(path, copy)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{path} cannot be copied ({error}): it was not upgraded") from error
    return copy


def _check_room(path: Path) -> None:
    """Copy and transaction may each need as much as the store."""
    needed, free = 2 * path.stat().st_size, shutil.disk_usage(path.parent).free
    if needed > free:
        raise StoreError(
            f"{path.parent} has {free / 1e6:,.0f} MB free and upgrading needs {needed / 1e6:,.0f}: make room"
        )


@contextmanager
def _named(path: StorePlace) -> Iterator[None]:
    """Says of whatever a revision fails with that the store is as it was; the border of the revisions."""
    try:
        yield
    except StoreError:
        raise
    except Exception as error:
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        raise StoreError(f"{path} cannot be upgraded ({said}): it is as it was") from error


def _clear_up(path: Path) -> None:
    """Removes what killed runs left."""
    for folder in path.parent.glob(f"{TRIAL}*"):
        shutil.rmtree(folder, ignore_errors=True)
    for partial in path.parent.glob(f".{path.stem}-version-*.partial*"):
        partial.unlink(missing_ok=True)
