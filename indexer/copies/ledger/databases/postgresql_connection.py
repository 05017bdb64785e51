"""A connection to the tables of a ledger on a PostgreSQL server: psycopg's own, for a statement of SQLAlchemy
costs as much as its answer. How the server is reached, waited for and what its errors mean is the store's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache

import psycopg
from psycopg import sql

from crawler.store.databases.errors import StoreError
from crawler.store.databases.postgresql import PATIENCE, PostgresDatabase
from indexer.copies.ledger.databases.errors import LedgerError, remedy
from indexer.copies.ledger.databases.interface import Row
from shengmei.console.translation import message
from shengmei.ledger_place import DatabaseLedger

_AT_ONCE = 5_000  # values asked for in one statement
_LOCK = 0x5_E6_A2  # any number, the same in all versions: the write lock's
# Seconds after which the server ends a transaction whose process was stopped: within one, hundreds of texts
# may be compared between two statements.
_IDLE = 600
# Of a page a third is left free, so that a posting list that grows stays in it.
_FILLED = 70


class PostgresConnection:
    """A connection to the database of the ledger at `place`."""

    def __init__(self, place: DatabaseLedger) -> None:
        self.place = place
        self._database = PostgresDatabase(place.address)
        with self._database.problems():
            raw = self._database.engine().raw_connection()
        opened = raw.driver_connection
        raw.detach()  # closed here, and nobody gets it from the pool with our settings
        assert isinstance(opened, psycopg.Connection)
        self._connection: psycopg.Connection[Row] = opened
        self._waiting: list[tuple[str, Sequence[object]]] = []  # statements to be sent
        self._writes = False
        self._connection.rollback()
        self._connection.autocommit = True
        self.store_schema = str(self.rows("SELECT current_schema()")[0][0])

    def look_into(self, schema: str) -> None:
        """Names of tables are those of this schema from now on."""
        self.schema = schema
        self.rows(
            "SELECT set_config('search_path', ?, false), set_config('lock_timeout', ?, false)",
            (quoted(schema), f"{PATIENCE:g}s"),
        )

    def read_one_moment(self) -> None:
        """From now on all that is read is of this moment, and writes nothing."""
        self.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        # Before the moment is taken: from here on no other ledger can take the place of this one.
        self.run("LOCK TABLE about IN ACCESS SHARE MODE")

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        with self._problems():
            if not self._waiting:
                return self._connection.execute(_said(statement), values, binary=True).fetchall()
            with self._connection.pipeline():
                self._send()
                return self._connection.execute(_said(statement), values, binary=True).fetchall()

    def row(self, statement: str, values: Sequence[object] = ()) -> Row | None:
        found = self.rows(statement, values)
        return found[0] if found else None

    def run(self, statement: str, values: Sequence[object] = ()) -> None:
        """In a transaction that writes it is sent with the next statement that gives rows, or at the end: to
        wait for each answer costs more than to write."""
        self._waiting.append((statement, values))
        if not self._writes:
            self._flush()

    def run_all(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        self._waiting += [(statement, values) for values in rows]
        if not self._writes:
            self._flush()

    def among(self, statement: str, values: Sequence[object]) -> Iterator[Row]:
        asked = statement.replace("IN ({})", "= ANY(?)")
        for start in range(0, len(values), _AT_ONCE):
            yield from self.rows(asked, (list(values[start : start + _AT_ONCE]),))

    @contextmanager
    def writing(self) -> Iterator[None]:
        self.run("BEGIN")
        self._writes = True
        try:
            self.rows(
                "SELECT set_config('idle_in_transaction_session_timeout', ?, true), pg_advisory_xact_lock(?)",
                (f"{_IDLE}s", _LOCK),
            )
            yield
            self._flush()
        except BaseException:  # Ctrl-C too: it goes on to whoever asked
            self._waiting.clear()
            with suppress(psycopg.Error):  # the connection may be what broke
                self._connection.execute("ROLLBACK")
            raise
        finally:
            self._writes = False
        self.run("COMMIT")

    def made(self) -> object:
        row = self.row("SELECT 'about'::regclass::oid::bigint")
        return row and row[0]

    def last_text(self) -> int:
        row = self.row("SELECT value FROM about WHERE key = 'texts'")
        return int(row[0]) if row else 0

    def set_last_text(self, number: int) -> None:
        # Not a sequence: that counts on when a transaction is taken back, and blocks would get gaps.
        self.run("UPDATE about SET value = ? WHERE key = 'texts'", (str(number),))

    def entries(self, buckets: Sequence[int]) -> Iterator[tuple[int, int, bytes]]:
        asked = "SELECT block, bucket, entries FROM prints WHERE bucket IN ({}) ORDER BY block"
        yield from self.among(asked, buckets)

    def entries_with(self, wanted: Sequence[tuple[int, int, bytes]]) -> Iterator[tuple[int, int, bytes]]:
        prints = defaultdict(list)
        for one, bucket, _ in wanted:
            prints[bucket].append(one)
        for block, bucket, entries in self.entries(list(prints)):
            for one in prints[bucket]:
                yield one, block, entries

    def append_entries(self, block: int, entries: Mapping[int, bytes]) -> None:
        self._make_block(block)
        # By bucket, so that rows that stand in one page are written one after the other.
        buckets = sorted(entries)
        self.run(
            "INSERT INTO prints SELECT bucket, ?, entries "
            "FROM unnest(?::int[], ?::bytea[]) AS new(bucket, entries) "
            "ON CONFLICT (bucket, block) DO UPDATE SET entries = prints.entries || excluded.entries",
            (block, buckets, [entries[one] for one in buckets]),
        )

    def set_entries(self, block: int, bucket: int, entries: bytes) -> None:
        if entries:
            changed = "UPDATE prints SET entries = ? WHERE bucket = ? AND block = ?"
            self.run(changed, (entries, bucket, block))
        else:
            self.run("DELETE FROM prints WHERE bucket = ? AND block = ?", (bucket, block))

    def close(self) -> None:
        self._connection.close()
        self._database.close()

    def _make_block(self, block: int) -> None:
        if self.row("SELECT to_regclass(?)", (f"prints_{block}",)) == (None,):
            made = f"CREATE TABLE prints_{block} PARTITION OF prints FOR VALUES IN ({block})"
            self.run(f"{made} WITH (fillfactor = {_FILLED})")

    def _flush(self) -> None:
        if not self._waiting:
            return
        with self._problems():
            if len(self._waiting) == 1:
                (statement, values), self._waiting = self._waiting[0], []
                self._connection.execute(_said(statement), values)
                return
            with self._connection.pipeline():
                self._send()

    def _send(self) -> None:
        waiting, self._waiting = self._waiting, []
        for statement, values in waiting:
            self._connection.execute(_said(statement), values)

    @contextmanager
    def _problems(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            raise self._problem(error) from error

    def _problem(self, error: psycopg.Error) -> LedgerError:
        said = " ".join(str(error).split("\n")[0].split())
        if error.sqlstate in ("42P01", "42703", "3F000"):
            return LedgerError(f"{self.place}: {said}; {remedy()}")
        if error.sqlstate == "42501":
            return LedgerError(
                message(
                    "{path}: its user may not do that ({said}): to write the ledger it needs CREATE on the "
                    "database; to read it, SELECT on the store's tables, and then a `shengmei ledger sync`",
                    path=self.place,
                    said=said,
                )
            )
        try:
            with self._database.problems():
                raise error
        except StoreError as problem:
            return LedgerError(str(problem))


@cache
def _said(statement: str) -> str:
    """As psycopg wants it."""
    return statement.replace("?", "%s")


def quoted(name: str) -> str:
    """A name as it stands in a statement."""
    return sql.Identifier(name).as_string(None)
