"""A ledger in a SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
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


# Of a bucket the lists of all blocks stand beside each other: a print is looked up in a page or two.
_PRINTS = """CREATE TABLE prints (bucket INTEGER NOT NULL, block INTEGER NOT NULL, entries BLOB NOT NULL,
    PRIMARY KEY (bucket, block)) WITHOUT ROWID"""


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
                    for statement in (*tables(_WORDS), _PRINTS):
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
        except BaseException:  # Ctrl-C too: it goes on to whoever asked
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
        for row in self.among("SELECT block, bucket, entries FROM prints WHERE bucket IN ({})", buckets):
            yield row[0], row[1], row[2]

    def entries_with(self, wanted: Sequence[tuple[int, int, bytes]]) -> Iterator[tuple[int, int, bytes]]:
        # Most lists have none: those are passed over in the database, which has them at hand.
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            asked = f"WITH wanted (print, bucket, low) AS (VALUES {', '.join(['(?, ?, ?)'] * len(some))}) "
            lists = "SELECT print, block, entries FROM wanted CROSS JOIN prints USING (bucket)"
            yield from self.rows(f"{asked}{lists} WHERE instr(entries, low)", list(chain(*some)))

    def append_entries(self, block: int, entries: Mapping[int, bytes]) -> None:
        # Of two blobs `||` makes a text with the same bytes.
        more = "ON CONFLICT DO UPDATE SET entries = CAST(entries || excluded.entries AS BLOB)"
        rows = ((bucket, block, there) for bucket, there in entries.items())
        self.run_all(f"INSERT INTO prints VALUES (?, ?, ?) {more}", rows)

    def set_entries(self, block: int, bucket: int, entries: bytes) -> None:
        if entries:
            changed = "UPDATE prints SET entries = ? WHERE bucket = ? AND block = ?"
            self.run(changed, (entries, bucket, block))
        else:
            self.run("DELETE FROM prints WHERE bucket = ? AND block = ?", (bucket, block))

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
