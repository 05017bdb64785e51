"""A store on PostgreSQL has its ledger in the same database: every machine feeds and asks the one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.store import Store
from indexer.copies.ledger.databases.errors import LedgerError
from indexer.copies.ledger.feed import sync
from indexer.copies.ledger.reader import LedgerReader
from indexer.copies.recording import keep_current
from shengmei.ledger_place import DatabaseLedger
from tests.indexer.copies.made_up_texts import made
from tests.kept_articles import keep
from tests.postgresql import ONE_STORE
from tests.search_cli.copies.wire import WIRE, article, run


@pytest.fixture
def store(monkeypatch):
    """The address of an empty store, which the environment names."""
    place = ONE_STORE.emptied()
    monkeypatch.setenv("SHENGMEI_STORE", place.url)
    with Store.open(place, create=True) as opened:
        yield opened


def told(data) -> list[tuple[str, str, str]]:
    lines = run(data, "copies", "https://wire.example.cn/1.html", "--jsonl").stdout.splitlines()
    return [(one["site"], one["role"], one["basis"]) for one in map(json.loads, lines)]


def behind(data) -> int:
    return json.loads(run(data, "ledger", "status", "--json").stdout)["behind"]


def test_two_machines_have_one_ledger_and_tell_the_same(store, tmp_path):
    north, south = tmp_path / "north", tmp_path / "south"
    keep(store, article("wire", WIRE, 0), article("daily", WIRE, 2), article("other", made(7, 300), 1))
    run(north, "ledger", "sync")
    keep(store, article("early", WIRE, -3), article("daily", made(50, 300), 4))
    assert behind(south) == behind(north) == 2
    run(south, "ledger", "sync")
    assert behind(north) == 0
    assert list(north.glob("*.sqlite")) == list(south.glob("*.sqlite")) == []
    for data in (south, north):
        run(data, "index", "sync")
        assert told(data) == [("early", "first", "inferred"), ("wire", "copy", "inferred")]
        (hit,) = json.loads(run(data, "search", WIRE[:8], "--stories", "--json").stdout)["hits"]
        assert hit["story"]["size"] == 2
    run(south, "ledger", "verify")
    run(north, "ledger", "rebuild", "--processes", "1")
    run(south, "ledger", "verify")
    assert told(south) == [("early", "first", "inferred"), ("wire", "copy", "inferred")]


def test_index_sync_keeps_the_ledger_where_there_is_one(store, tmp_path):
    keep(store, article("wire", WIRE, 0))
    run(tmp_path, "index", "sync")
    assert "no ledger" in run(tmp_path, "ledger", "status", code=3).output
    run(tmp_path, "ledger", "sync")
    keep(store, article("daily", WIRE, 2))
    run(tmp_path, "index", "sync")
    assert behind(tmp_path) == 0
    assert len(told(tmp_path)) == 2


def test_an_export_has_the_same_bytes_as_from_a_file(store, tmp_path, monkeypatch):
    form = made(9, 90)
    bodies = [WIRE, WIRE[:250], made(3, 60) + WIRE, made(7, 300), WIRE + made(7, 300), form + made(4, 200)]
    articles = [article(f"n{number}", body, number % 4) for number, body in enumerate(bodies)]
    keep(store, *articles)
    run(tmp_path, "ledger", "sync")
    run(tmp_path, "ledger", "export", str(tmp_path / "server"))
    monkeypatch.delenv("SHENGMEI_STORE")
    data = tmp_path / "data"
    with Store.open(data / "shengmei.sqlite", create=True) as file:
        keep(file, *articles[3:], *articles[:3])
    run(data, "ledger", "sync")
    run(data, "ledger", "export", str(tmp_path / "file"))
    for name in ("edges.parquet", "stories.parquet"):
        exported = (tmp_path / "server" / name).read_bytes()
        assert exported == (tmp_path / "file" / name).read_bytes()
        assert len(exported) > 1_000


def test_a_file_that_older_versions_kept_is_said_to_be_read_no_more(store, tmp_path):
    keep(store, article("wire", WIRE, 0))
    file = tmp_path / "ledger.sqlite"
    sync(store, file)
    place = DatabaseLedger(store.path, file)
    for words in (("flows",), ("ledger", "status"), ("ledger", "verify")):
        assert f"{file} is read no more" in run(tmp_path, *words, code=3).output
    # It would otherwise be kept no more without a word.
    assert "the ledger of copies was not fed" in run(tmp_path, "index", "sync", code=4).output
    assert "ledger sync" in str(keep_current(store, place))
    assert "delete the file" in run(tmp_path, "ledger", "sync").output
    assert keep_current(store, place) is None
    file.unlink()
    assert "read no more" not in run(tmp_path, "ledger", "sync").output


def test_who_may_only_read_the_store_may_ask_the_ledger(store, tmp_path, monkeypatch):
    keep(store, article("wire", WIRE, 0), article("daily", WIRE, 2))
    run(tmp_path, "index", "sync")
    with store._engine.begin() as connection:
        for statement in (
            "DROP ROLE IF EXISTS only_reader",
            "CREATE ROLE only_reader LOGIN",
            "GRANT SELECT ON ALL TABLES IN SCHEMA public TO only_reader",
        ):
            connection.exec_driver_sql(statement)
    try:
        run(tmp_path, "ledger", "sync")
        run(tmp_path, "ledger", "rebuild", "--processes", "1")  # the new one is to be read as the old one was
        run(tmp_path, "index", "sync")
        user = store.path.url.split("://")[1].split("@")[0]
        monkeypatch.setenv("SHENGMEI_STORE", store.path.url.replace(f"://{user}@", "://only_reader@"))
        assert len(told(tmp_path)) == 2
        assert run(tmp_path, "search", WIRE[:8], "--stories", "--jsonl").stdout.count("\n") == 1
        assert "wire" in run(tmp_path, "flows", "--jsonl").stdout
        run(tmp_path, "ledger", "export", str(tmp_path / "export"))
        keep(store, article("late", WIRE, 9))
        refused = run(tmp_path, "ledger", "sync", code=3).output
        assert "its user may not" in refused
    finally:
        with store._engine.begin() as connection:
            connection.exec_driver_sql("DROP OWNED BY only_reader")
            connection.exec_driver_sql("DROP ROLE only_reader")


def test_a_rebuild_that_another_one_makes_is_left_to_it(store, tmp_path):
    from indexer.copies.ledger.databases import ledger_at

    keep(store, article("wire", WIRE, 0))
    with ledger_at(DatabaseLedger(store.path)).beside().claimed():
        assert "another process" in run(tmp_path, "ledger", "rebuild", code=3).output
    run(tmp_path, "ledger", "rebuild")
    with LedgerReader.open(DatabaseLedger(store.path)) as opened:
        assert opened.counts()["articles"] == 1


def test_absent_and_foreign_ledgers_are_refused(store, tmp_path: Path):
    with pytest.raises(LedgerError, match="no ledger"):
        LedgerReader.open(DatabaseLedger(store.path))
    sync(store, DatabaseLedger(store.path))
    with store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE shengmei_ledger.about SET value = '5' WHERE key = 'version'")
    assert "ledger rebuild" in run(tmp_path, "ledger", "sync", code=3).output
    run(tmp_path, "ledger", "rebuild")
    run(tmp_path, "ledger", "sync")
