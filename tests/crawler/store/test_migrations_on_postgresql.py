"""All revisions make on a real PostgreSQL the tables that schema.py says; skipped where there is none."""

from __future__ import annotations

import io
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from crawler.store import migrations, schema

PROGRAMS = ("initdb", "pg_ctl", "psql", "pg_dump", "createdb")


def folders() -> list[Path]:
    """Where PostgreSQL's programs may be: Debian has them outside the PATH."""
    named = [Path(one).parent for one in (shutil.which("initdb"), shutil.which("pg_ctl")) if one]
    return [*named, *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server on a socket of its own; a function that runs one of PostgreSQL's programs against it."""
    programs = next((one for one in folders() if all((one / name).exists() for name in PROGRAMS)), None)
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    home = tmp_path_factory.mktemp("postgresql", numbered=False)
    as_user: list[str] = []
    if os.geteuid() == 0:  # it refuses to run as root
        try:
            user = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("run as root, and there is no user postgres")
        home = Path(tempfile.mkdtemp(prefix="shengmei-postgresql-"))
        os.chown(home, user.pw_uid, user.pw_gid)
        as_user = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]

    def run(program: str, *words: str, given: str = "") -> str:
        command = [*as_user, str(programs / program), *words]
        environment = {"PATH": os.environ["PATH"], "PGHOST": str(home), "LC_ALL": "C"}
        done = subprocess.run(
            command, input=given, env=environment, cwd=home, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{program}: {done.stdout}\n{done.stderr}"
        return done.stdout

    try:
        run("initdb", "-D", str(home / "data"), "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        sockets = f"-k {home} -c listen_addresses= -c fsync=off"
        run("pg_ctl", "-D", str(home / "data"), "-l", str(home / "log"), "-o", sockets, "-w", "start")
        try:
            yield run
        finally:
            run("pg_ctl", "-D", str(home / "data"), "-m", "immediate", "-w", "stop")
    finally:
        if as_user:
            shutil.rmtree(home, ignore_errors=True)


def made_today() -> str:
    """The SQL that makes the tables of schema.py."""
    dialect = postgresql.dialect()
    statements = []
    for table in schema.metadata.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)))
        statements += [str(CreateIndex(one).compile(dialect=dialect)) for one in table.indexes]
    return ";\n".join(statements) + ";\n"


def lines(dumped: str) -> list[str]:
    """What pg_dump says of the tables, without the order and without Alembic's own table."""
    parts = [part for part in dumped.split(";\n") if "alembic_version" not in part]
    found = [line.strip().rstrip(",") for part in parts for line in part.splitlines()]
    return sorted(line for line in found if line and not line.startswith(("--", "SET", "SELECT", "\\")))


def test_the_revisions_make_the_tables_of_schema_py(server):
    migrated = io.StringIO()
    migrations.write_sql("postgresql", migrated)
    dumped = {}
    for name, sql in (("migrated", migrated.getvalue()), ("today", made_today())):
        server("createdb", name)
        server("psql", "-d", name, "-v", "ON_ERROR_STOP=1", "-q", given=sql)
        dumped[name] = lines(server("pg_dump", "-s", "-O", "--no-comments", name))
    assert len(dumped["today"]) > 100
    assert dumped["migrated"] == dumped["today"]
