"""All revisions together make the tables of schema.py, from nothing and from the first version's store."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from crawler.store import migrations, schema
from crawler.store.databases.sqlite import writing_engine
from crawler.store.migrate import migrate
from tests.upgrades.unpacked import unpacked_data


def newest() -> str:
    with writing_engine(Path(":memory:")).connect() as connection:
        return migrations.pending(connection)[-1].name


def tables(engine) -> dict[str, object]:
    """Everything that SQLAlchemy can tell of the tables, without Alembic's own."""
    seen = inspect(engine)
    return {
        name: {
            "columns": [
                (one["name"], str(one["type"]), one["nullable"], one["primary_key"], one["default"])
                for one in seen.get_columns(name)
            ],
            "key": seen.get_pk_constraint(name)["constrained_columns"],
            "unique": sorted(tuple(one["column_names"]) for one in seen.get_unique_constraints(name)),
            "refers to": sorted(
                (tuple(one["constrained_columns"]), one["referred_table"], tuple(one["referred_columns"]))
                for one in seen.get_foreign_keys(name)
            ),
            "indexes": sorted(
                (
                    str(one["name"]),
                    tuple(one["column_names"]),
                    bool(one["unique"]),
                    str((one.get("dialect_options") or {}).get("sqlite_where", "")),
                )
                for one in seen.get_indexes(name)
                if not one.get("duplicates_constraint")
            ),
            "numbers never come back": "AUTOINCREMENT" in sql_of(engine, name),
        }
        for name in seen.get_table_names()
        if name != "alembic_version"
    }


def sql_of(engine, table: str) -> str:
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (table,))
        return str(found.scalar())


@pytest.fixture
def made_today():
    engine = create_engine("sqlite://")
    schema.metadata.create_all(engine)
    return tables(engine)


def test_the_store_of_the_first_version_gets_the_tables_that_schema_py_says(tmp_path, made_today):
    old = unpacked_data(tmp_path) / "shengmei.sqlite"
    migrate(old)
    assert tables(writing_engine(old)) == made_today


def test_all_revisions_together_make_the_tables_that_schema_py_says(tmp_path, made_today):
    engine = writing_engine(tmp_path / "new.sqlite")
    with engine.begin() as connection:
        migrations.upgrade(connection)
    assert tables(engine) == made_today


def test_the_revisions_follow_one_another():
    files = {file.stem for file in migrations.VERSIONS.glob("*.py")} - {"__init__"}
    with writing_engine(Path(":memory:")).connect() as connection:
        names = [one.name for one in migrations.pending(connection)]
    assert names[0] == migrations.FIRST
    assert set(names) == files  # a file is named after its revision
    assert len(names) == migrations.newest_version()
    assert all(len(name) <= 32 for name in names)  # what Alembic's column holds on PostgreSQL


def test_the_revisions_can_be_written_as_sql_for_postgresql():
    written = io.StringIO()
    migrations.write_sql("postgresql", written)
    said = written.getvalue()
    assert "CREATE TABLE changes" in said
    assert "SERIAL" in said
    assert f"version_num='{newest()}'" in said
