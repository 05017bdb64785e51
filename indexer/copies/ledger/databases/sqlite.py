"""A ledger in a SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from indexer.copies.ledger.databases.errors import LedgerError, absent
from indexer.copies.ledger.databases.interface import Row
from indexer.copies.ledger.databases.tables import tables
from shengmei.console.translation import message

_AT_ONCE = 500  # values asked for in one statement
_PAGE = 8_192  # bytes of a page of the file: of 4,096 the texts, about 900 each, leave a sixth free
_WAIT = 60.0  # seconds that another one who writes is waited for
_WORDS = {
    "text": "TEXT",
    "bytes": "BLOB",
    "real": "REAL",
    "numbered": "INTEGER PRIMARY KEY AUTOINCREMENT",
    "counted": "INTEGER PRIMARY KEY AUTOINCREMENT",
    "clustered": "WITHOUT ROWID",
}


class SqliteLedger:
    """The ledger in the file `place`."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def connect(self, facts: Mapping[str, str], *, create: bool) -> SqliteConnection:
        if not create and not self.place.exists():
            raise absent(self.place)
        self.place.parent.mkdir(parents=True, exist_ok=True)
        with _problems(self.place):
            database = sqlite3.connect(self.place, isolation_level=None, timeout=_WAIT)
            database.execute(f"PRAGMA page_size = {_PAGE}")
            # One file, which a reader without rights to write can open too: no write-ahead log.
            database.execute("PRAGMA journal_mode = DELETE")
            database.execute("PRAGMA synchronous = FULL")
            database.execute("PRAGMA secure_delete = ON")  # what is forgotten does not stay in free pages
            connection = SqliteConnection(database, self.place)
            with connection.writing():
                if not database.execute("SELECT 1 FROM sqlite_master").fetchone():
                    for statement in tables(_WORDS):
                        database.execute(statement)
                    database.executemany("INSERT INTO about VALUES (?, ?)", facts.items())
        return connection

    def connect_to_read(self) -> SqliteConnection:
        if not self.place.exists():
            raise absent(self.place)
        with _problems(self.place):
            there = f"file:{self.place}?mode=ro"
            database = sqlite3.connect(there, uri=True, isolation_level=None, timeout=_WAIT)
        return SqliteConnection(database, self.place)

    def beside(self) -> SqliteLedger:
        return SqliteLedger(self.place.with_suffix(".new"))

    @contextmanager
    def claimed(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        self.place.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.place.with_name(f".{self.place.name}.lock"))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise LedgerError(
                message("{path} is being made by another process: wait for it", path=self.place)
            ) from None
        except OSError as error:
            raise LedgerError(f"{self.place}: {error.strerror}") from error
        try:
            yield
        finally:
            lock.release()

    def replace(self) -> None:
        self.beside().place.replace(self.place)

    def delete(self) -> None:
        self.place.unlink(missing_ok=True)


class SqliteConnection:
    """A connection to a ledger's file."""

    def __init__(self, database: sqlite3.Connection, place: Path) -> None:
        self.database, self.place = database, place

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        with _problems(self.place):
            return self.database.execute(statement, values).fetchall()

    def row(self, statement: str, values: Sequence[object] = ()) -> Row | None:
        with _problems(self.place):
            found: Row | None = self.database.execute(statement, values).fetchone()
            return found

    def run(self, statement: str, values: Sequence[object] = ()) -> None:
        with _problems(self.place):
            self.database.execute(statement, values)

    def run_all(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        with _problems(self.place):
            self.database.executemany(statement, rows)

    def among(self, statement: str, values: Sequence[object]) -> Iterator[Row]:
        for start in range(0, len(values), _AT_ONCE):
            some = values[start : start + _AT_ONCE]
            yield from self.rows(statement.format(", ".join("?" * len(some))), some)

    @contextmanager
    def writing(self) -> Iterator[None]:
        self.run("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self.database.in_transaction:  # a full disk has ended it already
                self.run("ROLLBACK")
            raise
        self.run("COMMIT")

    def made(self) -> object:
        """A file that was replaced stays the one that is open."""
        return None

    def last_text(self) -> int:
        row = self.row("SELECT seq FROM sqlite_sequence WHERE name = 'texts'")
        return int(row[0]) if row else 0

    def set_last_text(self, number: int) -> None:
        """AUTOINCREMENT keeps it."""

    def entries(self, buckets: Sequence[int]) -> Iterator[tuple[int, int, bytes]]:
        asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'prints_*'"
        for (table,) in self.rows(asked):
            block = int(table.removeprefix("prints_"))
            lists = f"SELECT bucket, entries FROM {table} WHERE bucket IN ({{}})"
            for bucket, there in self.among(lists, buckets):
                yield block, bucket, there

    def append_entries(self, block: int, entries: Mapping[int, bytes]) -> None:
        table = f"prints_{block}"
        columns = "bucket INTEGER PRIMARY KEY, entries BLOB NOT NULL"
        self.run(f"CREATE TABLE IF NOT EXISTS {table} ({columns})")
        # Of two blobs `||` makes a text with the same bytes.
        more = "ON CONFLICT DO UPDATE SET entries = CAST(entries || excluded.entries AS BLOB)"
        self.run_all(f"INSERT INTO {table} VALUES (?, ?) {more}", entries.items())

    def set_entries(self, block: int, bucket: int, entries: bytes) -> None:
        table = f"prints_{block}"
        if entries:
            self.run(f"UPDATE {table} SET entries = ? WHERE bucket = ?", (entries, bucket))
        else:
            self.run(f"DELETE FROM {table} WHERE bucket = ?", (bucket,))

    def close(self) -> None:
        self.database.close()


@contextmanager
def _problems(place: Path) -> Iterator[None]:
    """Says what the database says as `LedgerError`, in one line that names the file."""
    try:
        yield
    except sqlite3.Error as error:
        raise LedgerError(
            message(
                "{path}: {error}; `shengmei ledger rebuild` makes a damaged one anew", path=place, error=error
            )
        ) from error
