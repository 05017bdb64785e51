"""All revisions make on a real PostgreSQL the tables that schema.py says, and `migrate` runs them there."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from crawler.store import Store, StoreError, migrations, schema
from crawler.store.migrate import migrate, try_migration
from shengmei.store_place import database_address
from tests.postgresql import postgresql_server


@pytest.fixture
def server():
    return postgresql_server()


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
        server.run("createdb", name)
        server.run("psql", "-d", name, "-v", "ON_ERROR_STOP=1", "-q", given=sql)
        dumped[name] = lines(server.run("pg_dump", "-s", "-O", "--no-comments", name))
    assert len(dumped["today"]) > 100
    assert dumped["migrated"] == dumped["today"]


def asked(place, sql: str) -> list:
    engine = create_engine(place.url)
    with engine.begin() as connection:
        done = connection.execute(text(sql))
        found = done.all() if done.returns_rows else []
    engine.dispose()
    return found


def test_an_empty_database_becomes_a_store_whose_text_is_in_the_order_of_its_bytes(server):
    place = server.new_database("-T", "template0", "--locale=C.UTF-8")
    assert try_migration(place).before == 0
    with pytest.raises(StoreError, match="holds nothing yet"):
        Store.open(place)
    done = migrate(place)
    assert (done.before, done.after) == (0, migrations.newest_version())
    assert migrate(place).revisions == ()
    with Store.open(place) as store:
        assert len(store.uuid) == 32
    others = """SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_collation o ON o.oid = a.attcollation
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'alembic_version'
        AND o.collname <> 'C' AND NOT a.attisdropped"""
    assert asked(place, others) == []


def test_an_older_store_is_upgraded_whole_or_stays_as_it_is(server, tmp_path):
    place = server.new_database()
    migrate(place)
    for file in migrations.VERSIONS.glob("*.py"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    newest = migrations.newest_version()
    said = "from alembic import op\nrevision = 'next'\ndown_revision = '{}'\ndef upgrade():\n    {}\n"
    last = asked(place, "SELECT version_num FROM alembic_version")[0][0]
    added = "op.execute('ALTER TABLE sites ADD COLUMN motto VARCHAR')"
    (tmp_path / "next.py").write_text(said.format(last, f"{added}; 1 / 0"))
    with pytest.raises(StoreError, match="it is as it was"):
        migrate(place, versions=tmp_path)
    assert asked(place, "SELECT value FROM about WHERE key = 'schema'") == [(str(newest),)]
    (tmp_path / "next.py").write_text(said.format(last, added))
    assert try_migration(place, versions=tmp_path).after == newest + 1
    done = migrate(place, versions=tmp_path)
    assert [one.name for one in done.revisions] == ["next"]
    assert asked(place, "SELECT motto FROM sites") == []
    with pytest.raises(StoreError, match="update shengmei"):
        Store.open(place)


def pending_of_none() -> list[migrations.Revision]:
    """All revisions, in order."""
    with create_engine("sqlite://").connect() as connection:
        return migrations.pending(connection)


def test_what_was_seen_gone_once_is_taken_from_its_reason(server, tmp_path):
    place = server.new_database()
    names = [one.name for one in pending_of_none()]
    for name in names[: names.index("sightings")]:
        (tmp_path / f"{name}.py").write_bytes((migrations.VERSIONS / f"{name}.py").read_bytes())
    migrate(place, versions=tmp_path)
    row = """INSERT INTO frontier
        (url, address, site, kind, state, priority, discovered_at, attempts, steady, hops, last_error)
        VALUES ('{0}', '{0}', 'a', 'article', 'failed', 2, '', 0, 0, 0, '{1}')"""
    asked(place, row.format("a", "gone once: HTTP 404, first seen 2026-05-18T08:00:00.000Z"))
    asked(place, row.format("b", "HTTP 404"))
    migrate(place)
    assert asked(place, "SELECT url, sighting, sighted_at FROM frontier ORDER BY url") == [
        ("a", "gone once", "2026-05-18T08:00:00.000Z"),
        ("b", None, None),
    ]


def test_a_database_of_something_else_is_left_alone(server):
    place = server.new_database()
    asked(place, "CREATE TABLE recipes (name TEXT)")
    for opening in (lambda: Store.open(place, create=True), lambda: migrate(place)):
        with pytest.raises(StoreError, match="database of something else"):
            opening()


def test_a_user_without_rights_is_told_what_it_lacks(server):
    place = server.new_database()
    asked(place, "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    asked(
        place,
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'guest') THEN "
        "CREATE ROLE guest LOGIN; END IF; END $$",
    )
    guest = database_address(place.url.replace(f"{server.user}@", "guest@", 1))
    with pytest.raises(
        StoreError, match=r"may not do that .* must own the database and the tables.* as it was"
    ):
        migrate(guest)
