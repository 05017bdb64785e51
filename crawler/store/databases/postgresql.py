"""A store in a database on a PostgreSQL server: connections that wait for it, one write lock, its errors.

Text is ordered by its bytes (collation C), as in SQLite: pages of a listing follow one another by that order,
and the beginning of an id is found by its index.
"""

from __future__ import annotations

import logging
import select
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc, make_url, text

from crawler.store.databases.errors import StoreError, StoreUnreachable
from crawler.store.databases.postgresql_problems import advice, refused, unfit_for_a_store
from shengmei.messages import message
from shengmei.problems import UsageProblem
from shengmei.store_place import DatabaseAddress

try:
    import psycopg
    from psycopg.conninfo import make_conninfo
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
    "set_config('idle_in_transaction_session_timeout', :idle, true), pg_advisory_xact_lock(:lock), "
    "pg_current_xact_id()::text AS id"
)
_OPTIONS = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "application_name": "shengmei",
}
_MAY_PASS = (
    "starting up",
    "shutting down",
    "recovery mode",
    "too many clients",
    "connection slots",
    # The last two as a server says them that speaks Chinese.
    "已经有太多的客户",
    "连接位置",
)
_SURE = 3  # times in a row that a server which is there must refuse, in a language that is not known here
_SILENT = 30.0  # seconds after which a connection may be gone without a word, as behind a firewall
_USED, _BEGUN = "shengmei_used", "shengmei_begun"


class _Refused(psycopg.OperationalError):
    """A server that is there and does not let us in."""


class _Away(psycopg.OperationalError):
    """A server that was waited for and did not come."""


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
        return str(connection.info[_BEGUN])

    def was_committed(self, transaction: str) -> bool:
        asked = text("SELECT pg_xact_status(CAST(:id AS xid8))")
        until = time.monotonic() + PATIENCE
        while True:
            try:
                with self.problems(), self.engine().connect() as connection:
                    status = connection.execute(asked, {"id": transaction}).scalar()
            except (
                StoreUnreachable
            ) as problem:  # a server that shuts down ends one connection after the other
                if problem.waited or time.monotonic() > until:
                    raise
                status = "in progress"
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
        engine = create_engine(url, connect_args=_OPTIONS)

        @event.listens_for(engine, "do_connect")
        def _connect(_dialect: Any, _record: Any, words: Any, named: Any) -> Any:
            asked = make_conninfo(*words, **{name: one for name, one in named.items() if name != "context"})
            connection = _connect_patiently(
                lambda: psycopg.connect(*words, **named),
                lambda: psycopg.pq.PGconn.ping(asked.encode()) == psycopg.pq.Ping.OK,
                str(self.place),
            )
            known = connection.info
            if unfit := unfit_for_a_store(known.server_version, known.parameter_status("server_encoding")):
                connection.close()
                raise StoreError(f"{self.place} {unfit}")
            connection.adapters.register_dumper(str, _TextDumper)
            return connection

        @event.listens_for(engine, "checkin")
        def _used(_connection: Any, record: Any) -> None:
            record.info[_USED] = time.monotonic()

        @event.listens_for(engine, "checkout")
        def _look(connection: Any, record: Any, _proxy: Any) -> None:
            # One that the server has ended meanwhile is noticed before it is used. It has something to read
            # then; asking the server each time (pre-ping) cost a tenth of all that a batch takes.
            if time.monotonic() - record.info.get(_USED, time.monotonic()) > _SILENT or _can_be_read(
                connection
            ):
                try:
                    engine.dialect.do_ping(connection)
                except psycopg.Error as error:
                    raise exc.InvalidatePoolError from error

        @event.listens_for(engine, "begin")
        def _on_begin(connection: Connection) -> None:
            if connection.get_execution_options().get("shengmei_writes"):
                wait, idle = f"{PATIENCE:g}s", f"{_IDLE}s"
                begun = connection.execute(_BEGIN_WRITING, {"wait": wait, "idle": idle, "lock": _LOCK}).one()
                connection.info[_BEGUN] = begun.id

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
        if isinstance(cause, _Refused):
            return refused(str(self.place), said)
        if not code and isinstance(cause, psycopg.OperationalError):
            away = message(
                "{place} does not answer ({error}): start it, or see what SHENGMEI_STORE names",
                place=self.place,
                error=said,
            )
            return StoreUnreachable(away, waited=isinstance(cause, _Away))
        return StoreError(f"{self.place}: {advice(code, said, PATIENCE)}")


def _can_be_read(connection: Any) -> bool:
    """Whether something came over a connection that nobody asked for anything."""
    try:
        return connection.closed or bool(select.select([connection.fileno()], [], [], 0)[0])
    except ValueError:  # its number is too high for select
        return True


def _connect_patiently(connect: Any, is_ready: Callable[[], bool], place: str) -> Any:
    """A connection; a server that is away or just starting is waited for, one that refuses the login is not.
    `is_ready` asks whether it would take connections: a server says why it refuses in its own language."""
    until, said, refused = time.monotonic() + PATIENCE, False, 0
    while True:
        try:
            return connect()
        except psycopg.OperationalError as error:
            problem = str(error)
            if "FATAL" in problem or any(passing in problem for passing in _MAY_PASS):
                refused = 0 if any(passing in problem for passing in _MAY_PASS) else _SURE
            else:
                refused = refused + 1 if is_ready() else 0
            if refused >= _SURE:
                raise _Refused(problem) from error
            if time.monotonic() > until:
                raise _Away(problem) from error
        if not said and not refused:
            log.warning("%s does not answer: waiting up to %.0f seconds for it", place, PATIENCE)
            said = True
        time.sleep(_AGAIN)


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
