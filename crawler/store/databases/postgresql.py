"""A store in a database on a PostgreSQL server: connections that wait for it, one write lock, its errors.

Text is ordered by its bytes (collation C), as in SQLite: pages of a listing follow one another by that order,
and the beginning of an id is found by its index.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc, make_url, text

from crawler.store.databases.errors import UPGRADE, StoreError, StoreUnreachable
from shengmei.messages import message
from shengmei.problems import UsageProblem
from shengmei.store_place import DatabaseAddress

try:
    import psycopg
    from psycopg.types.string import StrDumperUnknown
except ModuleNotFoundError as error:
    raise UsageProblem(
        message("a store on PostgreSQL needs psycopg: pip install 'shengmei[postgresql]'")
    ) from error

log = logging.getLogger(__name__)
PATIENCE = 30.0  # seconds that an absent server is waited for, and a lock of somebody else
_AGAIN = 0.5  # seconds between two tries to reach it
_IDLE = 10  # seconds after which the server ends a writing transaction whose process was stopped
_LOCK = 0x5_E6_A1  # any number, the same in all versions: the write lock's
# The lock comes before the first change's number is drawn and goes with the commit, so that no reader of the
# change log ever sees a number while a lower one may still come (a plain sequence skipped half of them).
_BEGIN_WRITING = text(
    "SELECT set_config('lock_timeout', :wait, true), "
    "set_config('idle_in_transaction_session_timeout', :idle, true), pg_advisory_xact_lock(:lock)"
)
_OPTIONS = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "application_name": "shengmei",
}
_MAY_PASS = ("starting up", "shutting down", "recovery mode", "too many clients", "connection slots")


class _TextDumper(StrDumperUnknown):
    """Text without U+0000, which PostgreSQL has no room for: U+FFFD stands in its place."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\x00", "\ufffd") if "\x00" in obj else obj)


class PostgresDatabase:
    """The database at `place`."""

    def __init__(self, place: DatabaseAddress) -> None:
        self.place = place
        self._engine: Engine | None = None

    @property
    def exists(self) -> bool:
        return True

    def prepare(self) -> None:
        """Nothing: the database was made by who runs the server."""

    def engine(self) -> Engine:
        if self._engine is None:
            self._engine = self._new_engine()
        return self._engine

    def read_only_engine(self) -> Engine:
        return self.engine()

    def for_reading(self, connection: Connection) -> Connection:
        return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def for_writing(self, connection: Connection) -> Connection:
        return connection.execution_options(shengmei_writes=True)

    def state(self) -> object:
        return None

    def is_torn(self, _connection: Connection, _before: object) -> bool:
        return False

    def transaction_id(self, connection: Connection) -> str | None:
        return str(connection.execute(text("SELECT pg_current_xact_id()::text")).scalar_one())

    def was_committed(self, transaction: str) -> bool:
        asked = text("SELECT pg_xact_status(CAST(:id AS xid8))")
        with self.problems():
            until = time.monotonic() + PATIENCE
            while True:
                with self.engine().connect() as connection:
                    status = connection.execute(asked, {"id": transaction}).scalar()
                # In progress: the server has not noticed yet that the connection is gone.
                if status != "in progress" or time.monotonic() > until:
                    return status == "committed"
                time.sleep(_AGAIN)

    @contextmanager
    def problems(self) -> Iterator[None]:
        try:
            yield
        except exc.DatabaseError as error:
            raise self._problem(error) from error
        except psycopg.Error as error:
            raise self._problem(error) from error

    def finish_tables(self, connection: Connection) -> None:
        """Orders text by its bytes, in columns that another order was made for."""
        for table, column, kind in connection.execute(text(_ORDERED_OTHERWISE)).all():
            quoted = connection.dialect.identifier_preparer.quote
            connection.exec_driver_sql(
                f'ALTER TABLE {quoted(table)} ALTER COLUMN {quoted(column)} TYPE {kind} COLLATE "C"'
            )

    def empty_log(self, connection: Connection) -> None:
        """Takes deleted rows out of their pages; older backups and the server's log are its keeper's."""
        raw = connection.execution_options(isolation_level="AUTOCOMMIT")
        raw.exec_driver_sql("VACUUM articles, revisions, captures, frontier, dead_letters")

    def size(self, connection: Connection) -> int:
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()

    def _new_engine(self) -> Engine:
        url = make_url(self.place.url)
        if self.place.password is not None and url.password is None:
            url = url.set(password=self.place.password)
        # A connection that the server has ended meanwhile is noticed before it is used (pre-ping).
        engine = create_engine(url, pool_pre_ping=True, connect_args=_OPTIONS)

        @event.listens_for(engine, "do_connect")
        def _connect(_dialect: Any, _record: Any, words: Any, named: Any) -> Any:
            connection = _connect_patiently(lambda: psycopg.connect(*words, **named), str(self.place))
            connection.adapters.register_dumper(str, _TextDumper)
            return connection

        @event.listens_for(engine, "begin")
        def _on_begin(connection: Connection) -> None:
            if connection.get_execution_options().get("shengmei_writes"):
                wait, idle = f"{PATIENCE:g}s", f"{_IDLE}s"
                connection.execute(_BEGIN_WRITING, {"wait": wait, "idle": idle, "lock": _LOCK})

        return engine

    def _problem(self, error: exc.DatabaseError | psycopg.Error) -> StoreError:
        cause = getattr(error, "orig", None) or error
        said = " ".join(str(cause).split("\n")[0].split())
        code = getattr(cause, "sqlstate", None) or ""
        broken = isinstance(error, exc.DBAPIError) and error.connection_invalidated
        if broken or code.startswith(("08", "57P")) or code == "25P03":
            return StoreUnreachable(
                message(
                    "{place}: the server has ended the connection ({error}): run it again",
                    place=self.place,
                    error=said,
                )
            )
        if not code and isinstance(cause, psycopg.OperationalError):
            return _not_reached(str(self.place), str(cause))
        return StoreError(f"{self.place}: {_advice(code, said)}")


def _connect_patiently(connect: Any, place: str) -> Any:
    """A connection; a server that is away or just starting is waited for."""
    until, said = time.monotonic() + PATIENCE, False
    while True:
        try:
            return connect()
        except psycopg.OperationalError as error:
            if not _may_pass(str(error)) or time.monotonic() > until:
                raise
        if not said:
            log.warning("%s does not answer: waiting up to %.0f seconds for it", place, PATIENCE)
            said = True
        time.sleep(_AGAIN)


def _may_pass(problem: str) -> bool:
    """Whether a server that could not be connected to may be there soon: it did not answer at all, or said
    that it is not ready. One that refuses the login will not."""
    return "FATAL" not in problem or any(passing in problem for passing in _MAY_PASS)


def _not_reached(place: str, problem: str) -> StoreError:
    said = " ".join(problem.split("\n")[0].split())
    if _may_pass(problem):
        return StoreUnreachable(
            message(
                "{place} does not answer ({error}): start it, or see what SHENGMEI_STORE names",
                place=place,
                error=said,
            )
        )
    if "does not exist" in problem and "database" in problem:
        return StoreError(
            message("{place} is not there ({error}): make it with createdb", place=place, error=said)
        )
    return StoreError(
        message(
            "{place} refuses the login ({error}): set SHENGMEI_STORE_PASSWORD, or see what "
            "SHENGMEI_STORE names",
            place=place,
            error=said,
        )
    )


def _advice(code: str, said: str) -> str:
    if code == "55P03":
        return message(
            "locked by another process for more than {seconds:g} seconds: wait for it, or end it",
            seconds=PATIENCE,
        )
    if code == "42501":
        return message("its user may not do that ({error}): it must own the tables", error=said)
    if code == "53100":
        return message(
            "the server's disk is full: nothing of this batch was written; make room and run it again"
        )
    if code in ("42P01", "42703"):
        return message("is of another version ({error}): {command} upgrades it", error=said, command=UPGRADE)
    return said


_ORDERED_OTHERWISE = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_collation o ON o.oid = a.attcollation
CROSS JOIN pg_database d
WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND d.datname = current_database()
  AND a.attnum > 0 AND NOT a.attisdropped
  AND o.collname NOT IN ('C', 'POSIX')
  AND NOT (o.collname = 'default' AND d.datcollate IN ('C', 'POSIX'))
ORDER BY c.relname, a.attnum
"""
