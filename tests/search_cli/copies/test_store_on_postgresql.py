"""A store on PostgreSQL: each machine's data directory has a ledger of its own, and all tell the same."""

from __future__ import annotations

import json

import pytest

from crawler.store import Store
from indexer.copies.ledger.reader import LedgerReader
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


def test_two_machines_have_a_ledger_each_and_tell_the_same(store, tmp_path):
    north, south = tmp_path / "north", tmp_path / "south"
    keep(store, article("wire", WIRE, 0), article("daily", WIRE, 2), article("other", made(7, 300), 1))
    run(north, "ledger", "sync")
    keep(store, article("early", WIRE, -3), article("daily", made(50, 300), 4))
    assert behind(north) == 2
    for data in (south, north):
        run(data, "ledger", "sync")
        assert not (data / "shengmei.sqlite").exists()
    with (
        LedgerReader.open(north / "ledger.sqlite") as one,
        LedgerReader.open(south / "ledger.sqlite") as other,
    ):
        assert one.differences(other) == []
    run(south, "index", "sync")
    assert told(south) == [("early", "first", "inferred"), ("wire", "copy", "inferred")]
    (hit,) = json.loads(run(south, "search", WIRE[:8], "--stories", "--json").stdout)["hits"]
    assert hit["story"]["size"] == 2
    run(south, "ledger", "verify")
