"""A real PostgreSQL for tests: a cluster of their own in a temporary folder, on a socket and no port, started
once in a test process. `initdb` refuses to run as root: then it runs as the user postgres, whom Debian's
package makes.
"""

from __future__ import annotations

import os
import pwd
import shlex
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from shengmei.ledger_place import DatabaseLedger
from shengmei.store_place import DatabaseAddress, database_address

PROGRAMS = ("initdb", "pg_ctl", "psql", "pg_dump", "createdb")
_STARTED: list[PostgresServer] = []


@dataclass
class PostgresServer:
    """A running server; `home` is the folder of its socket and its data."""

    programs: Path
    home: Path
    as_user: list[str] = field(default_factory=list)
    _count: int = 0
    _guard: subprocess.Popen[bytes] | None = None

    def end_with_us(self) -> None:
        """Has the server stopped and its folder removed when this process ends, however it ends: its guard
        reads a pipe of ours."""
        stop = [*self.as_user, str(self.programs / "pg_ctl"), "-D", self._data, "-m", "immediate", "stop"]
        home = shlex.quote(str(self.home))
        script = f"cat; cd {home}; {shlex.join(stop)}; cd /; rm -rf {home}"
        quiet = subprocess.DEVNULL
        self._guard = subprocess.Popen(
            ["sh", "-c", script], stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, start_new_session=True
        )

    def run(self, program: str, *words: str, given: str = "") -> str:
        """What one of PostgreSQL's programs prints, run as the server's user."""
        command = [*self.as_user, str(self.programs / program), *words]
        environment = {"PATH": os.environ["PATH"], "PGHOST": str(self.home), "LC_ALL": "C"}
        done = subprocess.run(
            command, input=given, env=environment, cwd=self.home, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{program}: {done.stdout}\n{done.stderr}"
        return done.stdout

    @property
    def user(self) -> str:
        return pwd.getpwuid(self.home.stat().st_uid).pw_name

    def address(self, database: str) -> DatabaseAddress:
        return database_address(f"postgresql+psycopg://{self.user}@/{database}?host={self.home}")

    def new_database(self, *words: str) -> DatabaseAddress:
        """The address of an empty database; `words` are createdb's."""
        self._count += 1
        name = f"test{self._count}"
        self.run("createdb", *words, name)
        return self.address(name)

    def start(self) -> None:
        sockets = f"-k {self.home} -c listen_addresses= -c fsync=off -c max_connections=40"
        self.run("pg_ctl", "-D", self._data, "-l", str(self.home / "log"), "-o", sockets, "-w", "start")

    def stop(self, mode: str = "immediate") -> None:
        self.run("pg_ctl", "-D", self._data, "-m", mode, "-w", "stop")

    def release(self) -> None:
        """Ends the guard: a process that was forked here may hold its pipe open."""
        if self._guard is not None:
            os.killpg(self._guard.pid, signal.SIGKILL)
            self._guard.wait()

    @property
    def _data(self) -> str:
        return str(self.home / "data")


def postgresql_server() -> PostgresServer:
    """The server of this process, started on first use. Where it cannot be had the test is skipped with what
    is missing, and fails in CI."""
    if not _STARTED:
        if missing := _missing():
            if os.environ.get("CI") == "true":
                pytest.fail(missing)
            pytest.skip(missing)
        _STARTED.append(_new_server())
    return _STARTED[0]


def stop_postgresql() -> None:
    """Ends what this process has started."""
    while _STARTED:
        server = _STARTED.pop()
        server.stop()
        server.release()
        shutil.rmtree(server.home, ignore_errors=True)


def _new_server() -> PostgresServer:
    programs = _programs()
    assert programs is not None
    server = PostgresServer(programs, Path(tempfile.mkdtemp(prefix="shengmei-postgresql-")))
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(server.home, user.pw_uid, user.pw_gid)
        server.as_user = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    server.home.chmod(0o755)  # its socket is for whoever runs the tests
    server.run("initdb", "-D", str(server.home / "data"), "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
    server.end_with_us()
    server.start()
    return server


@cache
def _programs() -> Path | None:
    """Debian has them outside the PATH."""
    named = [Path(one).parent for one in (shutil.which("initdb"), shutil.which("pg_ctl")) if one]
    folders = [*named, *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    return next((one for one in folders if all((one / name).exists() for name in PROGRAMS)), None)


def _missing() -> str | None:
    if _programs() is None:
        return "PostgreSQL is not installed (Debian's package postgresql)"
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "psycopg is not installed (pip install 'shengmei[postgresql]')"
    if os.geteuid() == 0:
        try:
            pwd.getpwnam("postgres")
        except KeyError:
            return "run as root, and there is no user postgres, whom PostgreSQL wants to run as"
    return None


class OneStore:
    """A database that is a new store again for each test: emptied, which is faster than made anew."""

    def __init__(self) -> None:
        self._address: DatabaseAddress | None = None

    def emptied(self) -> DatabaseAddress:
        from sqlalchemy import create_engine, insert, text

        from crawler.store import Store, schema

        if self._address is None:
            self._address = postgresql_server().new_database()
            Store.open(self._address, create=True).close()
        postgresql_server()
        engine = create_engine(self._address.url)
        with engine.begin() as connection:
            about = connection.execute(schema.about.select()).mappings().all()
            names = ", ".join(f'"{table.name}"' for table in schema.metadata.sorted_tables)
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
            for ledger in ("shengmei_ledger", "shengmei_ledger_new"):
                connection.execute(text(f"DROP SCHEMA IF EXISTS {ledger} CASCADE"))
            kept = [dict(row) for row in about if row["key"] in ("schema", "uuid")]
            connection.execute(insert(schema.about), kept)
        engine.dispose()
        return self._address


class Ledgers:
    """Places for ledgers that are not there yet, as many as one likes in one database: each is that of a
    store whose tables would stand in a schema of its own."""

    def __init__(self) -> None:
        self._schemas: list[str] = []
        self._database = ONE_STORE.emptied()

    def place(self) -> DatabaseLedger:
        schema = f"store_{len(self._schemas)}"
        self._schemas.append(schema)
        self._run(f"CREATE SCHEMA {schema}")
        url = f"{self._database.url}&options=-csearch_path%3D{schema}"
        return DatabaseLedger(DatabaseAddress(url))

    def drop(self) -> None:
        for schema in self._schemas:
            for one in (schema, f"{schema}_ledger", f"{schema}_ledger_new"):
                self._run(f"DROP SCHEMA IF EXISTS {one} CASCADE")

    def _run(self, statement: str) -> None:
        from sqlalchemy import create_engine, text

        engine = create_engine(self._database.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


ONE_STORE = OneStore()
