"""An older store becomes today's, from the first schema on, all or nothing; a copy of it is kept."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from crawler.store import Store, StoreError, migrations
from crawler.store.databases.sqlite import writing_engine
from crawler.store.migrate import migrate, try_migration
from tests.upgrades.unpacked import unpacked_data

NEXT = '''"""{text}"""

from alembic import op
import sqlalchemy as sa

revision = "{name}"
down_revision = "{before}"


def upgrade():
{body}
'''


@pytest.fixture
def old(tmp_path) -> Path:
    """The store of version 0.1.0."""
    return unpacked_data(tmp_path) / "shengmei.sqlite"


@pytest.fixture
def versions(tmp_path):
    """A function that adds a revision of the test's own behind those that there are; returns their folder."""
    folder = tmp_path / "versions"
    folder.mkdir()
    for file in migrations.VERSIONS.glob("*.py"):
        folder.joinpath(file.name).write_bytes(file.read_bytes())
    with writing_engine(Path(":memory:")).connect() as connection:
        last = [migrations.pending(connection)[-1].name]

    def add(name: str, body: str) -> Path:
        lines = "\n".join("    " + line for line in body.splitlines())
        text = NEXT.format(text=f"Test {name}", name=name, before=last[0], body=lines)
        folder.joinpath(f"{name}.py").write_text(text, encoding="utf-8")
        last[0] = name
        return folder

    return add


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


def test_everything_kept_is_still_there(old):
    rows = "SELECT 'a', id, url, status, content_hash FROM articles UNION ALL "
    rows += "SELECT 'r', article_id, revision, extraction, article FROM revisions UNION ALL "
    rows += "SELECT 'c', seq, article_id, what, at FROM changes UNION ALL "
    rows += "SELECT 'f', url, state, due_at, last_error FROM frontier ORDER BY 1, 2, 3, 4"
    with closing(sqlite3.connect(old)) as database:
        before = database.execute(rows).fetchall()
    migrate(old)
    with closing(sqlite3.connect(old)) as database:
        assert database.execute(rows).fetchall() == before
    with Store.open(old) as store, store.writing() as transaction:
        assert transaction.articles.count() == {"changed": 1, "gone": 1, "live": 47, "returned": 1}


SIGHTED = {  # reasons, and when the article was first seen gone by them
    "gone once: HTTP 404, first seen 2026-05-18T08:00:00.000Z": "2026-05-18T08:00:00.000Z",
    "gone once: HTTP 410, first seen 2026-05-19T08:00:00.000Z; since then 502": "2026-05-19T08:00:00.000Z",
    "HTTP 404, first seen gone 2026-05-18T08:00:00.000Z": None,
    "gone once: and nothing else": None,
}


def test_what_was_seen_gone_once_is_taken_from_its_reason(old):
    with closing(sqlite3.connect(old)) as database, database:
        urls = [url for (url,) in database.execute("SELECT url FROM frontier ORDER BY url")]
        given = dict(zip(urls, SIGHTED, strict=False))
        database.executemany(
            "UPDATE frontier SET last_error = ? WHERE url = ?", [(b, a) for a, b in given.items()]
        )
    migrate(old)
    with closing(sqlite3.connect(old)) as database:
        found = database.execute("SELECT url, sighting, sighted_at FROM frontier ORDER BY url").fetchall()
    expected = {url: SIGHTED[reason] for url, reason in given.items()}
    assert found == [(url, (at := expected.get(url)) and "gone once", at) for url in urls]


def test_a_copy_of_what_it_was_is_kept(old):
    before = dump(old)
    done = migrate(old)
    assert (done.before, done.after) == (1, migrations.newest_version())
    assert done.copy is not None
    assert dump(done.copy) == before
    assert migrate(old).copy is None  # nothing more to do


def test_a_dry_run_says_the_same_and_changes_nothing(old):
    before, files = old.read_bytes(), set(old.parent.iterdir())
    tried = try_migration(old)
    assert old.read_bytes() == before
    assert {one for one in old.parent.iterdir() if one.name[-4:] not in ("-wal", "-shm")} == files
    done = migrate(old)
    assert (tried.before, tried.after, tried.revisions) == (done.before, done.after, done.revisions)


@pytest.mark.parametrize("run", [migrate, try_migration])
@pytest.mark.parametrize(
    "body",
    [
        'op.execute("DELETE FROM changes")\nraise RuntimeError("midway")',
        'op.execute("DELETE FROM frontier")\nop.execute("SELECT nothing FROM nowhere")',
        'op.drop_table("dead_letters")\nop.execute("DELETE FROM captures")',  # leaves rows that refer to none
    ],
    ids=["raises", "SQL that fails", "broken references"],
)
def test_one_that_fails_midway_leaves_the_old_store_as_it_was(old, versions, run, body):
    folder = versions("fails", body)
    before = dump(old)
    with pytest.raises(StoreError, match="it is as it was"):
        run(old, versions=folder)
    assert dump(old) == before
    assert not [
        one for one in old.parent.iterdir() if one.name.startswith((".migration", "shengmei-version"))
    ]
    assert migrate(old).before == 1  # and the sound ones can still be run


ANEW = """
with op.batch_alter_table("changes", table_kwargs={"sqlite_autoincrement": True}) as table:
    table.add_column(sa.Column("note", sa.String()))
"""


def test_a_table_made_anew_gives_no_number_again(old, versions):
    with closing(sqlite3.connect(old)) as database, database:
        last = database.execute("SELECT max(seq) FROM changes").fetchone()[0]
        database.execute("DELETE FROM changes WHERE seq = ?", (last,))
    migrate(old, versions=versions("note", ANEW))
    with closing(sqlite3.connect(old)) as database, database:
        database.execute(
            "INSERT INTO changes (article_id, what, at) SELECT id, 'same', '' FROM articles LIMIT 1"
        )
        assert database.execute("SELECT max(seq) FROM changes").fetchone()[0] == last + 1


def test_a_revision_that_forgets_it_is_refused(old, versions):
    body = ANEW.replace(', table_kwargs={"sqlite_autoincrement": True}', ', recreate="always"')
    with pytest.raises(StoreError, match="AUTOINCREMENT from changes"):
        migrate(old, versions=versions("forgets", body))


def test_two_that_are_both_last_are_refused(old, versions):
    folder = versions("one", "pass")
    text = folder.joinpath("one.py").read_text().replace('revision = "one"', 'revision = "two"')
    folder.joinpath("two.py").write_text(text)
    with pytest.raises(ValueError, match="one, two are all last"):
        migrate(old, versions=folder)


def test_a_newer_store_is_refused(old):
    migrate(old)
    with closing(sqlite3.connect(old)) as database, database:
        database.execute("UPDATE about SET value = '999' WHERE key = 'schema'")
    before = dump(old)
    with pytest.raises(StoreError, match="newer shengmei"):
        migrate(old)
    with pytest.raises(StoreError, match="newer shengmei"):
        Store.open(old)
    assert dump(old) == before


def test_an_older_store_is_read_and_not_written_to(old):
    with Store.open_read_only(old) as store:
        assert store.read(lambda transaction: transaction.articles.count()["live"]) == 47
        assert "shengmei store migrate" in (store.older() or "")
    with Store.open(old, to_look=True) as store, store.reading() as transaction:
        assert transaction.articles.count()["live"] == 47
        with pytest.raises(StoreError, match="shengmei store migrate upgrades it"), store.writing():
            pass
    with pytest.raises(StoreError, match="older shengmei"):
        Store.open(old)
    migrate(old)
    with Store.open(old) as store:
        assert store.older() is None


def test_what_an_older_store_lacks_is_said(old):
    with closing(sqlite3.connect(old)) as database, database:
        database.execute("ALTER TABLE frontier DROP COLUMN last_error")
    with Store.open_read_only(old) as store, pytest.raises(StoreError, match="store migrate upgrades it"):
        store.read(lambda transaction: transaction.frontier.state("x"))


KILLED = 'import os, signal\nop.execute("DELETE FROM changes")\nos.kill(os.getpid(), signal.SIGKILL)'


def test_a_kill_midway_leaves_the_old_store_as_it_was(old, versions):
    folder = versions("killed", KILLED)
    before = dump(old)
    program = "import sys; from pathlib import Path; from crawler.store.migrate import migrate; "
    program += "migrate(Path(sys.argv[1]), versions=Path(sys.argv[2]))"
    done = subprocess.run([sys.executable, "-c", program, old, folder], check=False)
    assert done.returncode == -signal.SIGKILL
    assert dump(old) == before
    assert migrate(old).copy is not None


def run(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: one for name, one in os.environ.items() if not name.startswith("SHENGMEI_")}
    environment |= {"SHENGMEI_CONFIG": os.devnull, "SHENGMEI_DATA": str(data)}
    command = [Path(sys.executable).with_name("shengmei"), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_command(old, tmp_path):
    data = old.parent
    assert run(data, "crawl", "demo").returncode == 3
    tried = run(data, "store", "migrate", "--dry-run")
    assert (tried.returncode, "nothing was changed" in tried.stderr) == (0, True)
    done = run(data, "store", "migrate")
    assert done.returncode == 0
    assert tried.stdout.replace("would go", "went") == done.stdout
    assert str(data / "shengmei-version-1-") in done.stderr
    again = run(data, "store", "migrate")
    assert (again.returncode, again.stdout.split()[-1]) == (0, "newest")
    assert run(tmp_path / "nowhere", "store", "migrate").returncode == 3


def test_a_store_of_a_newer_version_is_not_touched(tmp_path):
    path = tmp_path / "shengmei.sqlite"
    Store.open(path, create=True).close()
    with sqlite3.connect(path) as database:
        database.execute("UPDATE about SET value = '99' WHERE key = 'schema'")
    with pytest.raises(StoreError, match="update shengmei"):
        Store.open(path)
