"""A ledger in the database of a store on a PostgreSQL server: a schema of its own beside the store's tables.

So a dump can leave it out, and one that was made anew takes its place by a name. Posting lists stand in one
table, partitioned by blocks of texts.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager

import psycopg

from indexer.copies.ledger.databases.errors import LedgerError, absent
from indexer.copies.ledger.databases.postgresql_connection import PostgresConnection, quoted
from indexer.copies.ledger.databases.tables import tables
from shengmei.console.translation import message
from shengmei.ledger_place import DatabaseLedger

_SCHEMA, _NEW = "shengmei_ledger", "shengmei_ledger_new"
# An export may read for minutes; who asks while one waits for it waits at most a second.
_SWAPPING, _TRY = 600.0, "1s"
_AGAIN = 0.2  # seconds until a swap that readers hold up is tried again
_CLAIM = 0x5_E6_A3  # any number, the same in all versions: the lock of who makes one anew
_WORDS = {
    "text": 'TEXT COLLATE "C"',  # in the order of its bytes, as in SQLite
    "bytes": "BYTEA",
    "real": "DOUBLE PRECISION",
    "numbered": "INTEGER PRIMARY KEY",
    "counted": "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    "clustered": "",
}
# Of each block its own table: who writes meets the rows of the newest block, which stay in memory.
_PRINTS = """CREATE TABLE prints (bucket INTEGER NOT NULL, block SMALLINT NOT NULL, entries BYTEA NOT NULL,
    PRIMARY KEY (bucket, block)) PARTITION BY LIST (block)"""
_IS_THERE = """SELECT 1 FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
    WHERE nspname = ? AND relname = 'about'"""
# Who may read the store's articles, and not yet the ledger.
_READERS = """SELECT DISTINCT coalesce(rolname, 'PUBLIC') FROM pg_class c
    CROSS JOIN LATERAL aclexplode(c.relacl) LEFT JOIN pg_roles r ON r.oid = grantee
    WHERE c.oid = to_regclass(?) AND privilege_type = 'SELECT' AND grantee <> c.relowner
    AND NOT (has_schema_privilege(coalesce(rolname, 'public'), ?, 'USAGE')
        AND has_table_privilege(coalesce(rolname, 'public'), ?, 'SELECT')) ORDER BY 1"""


class PostgresLedger:
    """The ledger in the database `place`; or the one that is made beside it, `new`."""

    def __init__(self, place: DatabaseLedger, *, new: bool = False) -> None:
        self.place, self._new = place, new

    def connect(self, facts: Mapping[str, str], *, create: bool) -> PostgresConnection:
        with ExitStack() as undo:
            connection = self._open()
            undo.callback(connection.close)
            with connection.writing():
                if not self._is_there(connection):
                    if not create:
                        raise absent(self.place)
                    self._make(connection, facts)
                self._let_read(connection)
            undo.pop_all()
        return connection

    def connect_to_read(self) -> PostgresConnection:
        with ExitStack() as undo:
            connection = self._open()
            undo.callback(connection.close)
            if not self._is_there(connection):
                raise absent(self.place)
            connection.read_one_moment()
            undo.pop_all()
        return connection

    def beside(self) -> PostgresLedger:
        return PostgresLedger(self.place, new=True)

    @contextmanager
    def claimed(self) -> Iterator[None]:
        with self._opened() as connection:
            if not connection.rows("SELECT pg_try_advisory_lock(?)", (_CLAIM,))[0][0]:
                raise LedgerError(
                    message("{path} is being made by another process: wait for it", path=self.place)
                )
            yield  # the lock goes with the connection

    def replace(self) -> None:
        until = time.monotonic() + _SWAPPING
        with self._opened() as connection:
            while True:
                try:
                    with connection.writing():
                        self._swap(connection)
                    return
                except LedgerError as problem:
                    cause = problem.__cause__
                    if not isinstance(cause, psycopg.errors.LockNotAvailable) or time.monotonic() > until:
                        raise
                time.sleep(_AGAIN)

    def delete(self) -> None:
        with self._opened() as connection, connection.writing():
            if self._is_there(connection):
                connection.run(_with_names("DROP SCHEMA {} CASCADE", self._schema(connection)))

    def _swap(self, connection: PostgresConnection) -> None:
        old, new = self._schema(connection), self.beside()._schema(connection)
        if self._is_there(connection):
            connection.run(f"SET LOCAL lock_timeout = '{_TRY}'")
            # Whoever reads holds a lock on this table from the beginning to the end.
            connection.run(_with_names("LOCK TABLE {}.about IN ACCESS EXCLUSIVE MODE", old))
            connection.run(_with_names("DROP SCHEMA {} CASCADE", old))
        connection.run(_with_names("ALTER SCHEMA {} RENAME TO {}", new, old))

    def _make(self, connection: PostgresConnection, facts: Mapping[str, str]) -> None:
        schema = self._schema(connection)
        if not connection.rows("SELECT 1 FROM pg_namespace WHERE nspname = ?", (schema,)):
            connection.run(_with_names("CREATE SCHEMA {}", schema))
        for statement in (*tables(_WORDS), _PRINTS):
            connection.run(statement)
        connection.run_all("INSERT INTO about VALUES (?, ?)", [*facts.items(), ("texts", "0")])

    def _let_read(self, connection: PostgresConnection) -> None:
        """Whoever may read the store's articles may read the ledger."""
        schema = self._schema(connection)
        articles = _with_names("{}.articles", connection.store_schema)
        lacking = connection.rows(_READERS, (articles, schema, _with_names("{}.about", schema)))
        for (role,) in lacking:
            to = "PUBLIC" if role == "PUBLIC" else _with_names("{}", role)
            connection.run(f"{_with_names('GRANT USAGE ON SCHEMA {} TO', schema)} {to}")
            connection.run(f"{_with_names('GRANT SELECT ON ALL TABLES IN SCHEMA {} TO', schema)} {to}")

    def _is_there(self, connection: PostgresConnection) -> bool:
        return bool(connection.rows(_IS_THERE, (self._schema(connection),)))

    def _schema(self, connection: PostgresConnection) -> str:
        """`shengmei_ledger`; of a store whose tables stand in another schema than `public` one that is
        named by that."""
        name = _NEW if self._new else _SCHEMA
        own = connection.store_schema
        return name if own == "public" else f"{own}_{name.removeprefix('shengmei_')}"

    def _opened(self) -> closing[PostgresConnection]:
        return closing(self._open())

    def _open(self) -> PostgresConnection:
        connection = PostgresConnection(self.place)
        connection.look_into(self._schema(connection))
        return connection


def _with_names(statement: str, *names: str) -> str:
    return statement.format(*map(quoted, names))
