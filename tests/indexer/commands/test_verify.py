"""`index verify` as people and programs see it."""

from __future__ import annotations

import json

from indexer.search import Write, open_index
from tests.indexer.commands.conftest import IDS


def test_what_differs_is_said_with_exit_4_and_mended(run, address):
    run(address, "sync")
    with open_index(address) as index:
        if address.startswith("http"):  # remembers a deletion for a minute, unless told otherwise
            name = index.info().details["index"]
            index._server.request("PUT", f"/{name}/_settings", {"index": {"gc_deletes": "1s"}})
        strange = {**index.get(IDS[0]), "id": "a" * 32}
        index.write([Write(id="a" * 32, version=1, document=strange)])
        index.delete(IDS[3:4])
    result = run(address, "verify")
    assert result.exit_code == 4
    assert f"missing    1 not in the index: {IDS[3]}\n" in result.stdout
    assert f"surplus    1 unknown to the store: {'a' * 32}\n" in result.stdout
    assert (
        "shengmei: 2 differences between index and store: `shengmei index verify --repair`\n" in result.stderr
    )
    mended = run(address, "verify", "--repair", "--json")
    assert mended.exit_code == 0, mended.stderr
    said = json.loads(mended.stdout)
    assert (said["missing"]["count"], said["surplus"]["count"], said["left"]) == (1, 1, 0)
    assert run(address, "verify").exit_code == 0


def test_people_are_told_in_their_language_and_programs_in_one(run, monkeypatch, tmp_path):
    address = str(tmp_path / "index")
    run(address, "sync")
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    assert "缺少       0 不在索引中\n" in run(address, "verify").stdout
    assert "文档       6\n" in run(address, "status").stdout
    assert json.loads(run(address, "verify", "--json").stdout)["missing"]["count"] == 0


def test_an_index_that_was_never_fed_is_not_compared(run, address):
    run(address, "create")
    result = run(address, "verify", "--repair")
    assert result.exit_code == 3
    assert "never fed the index" in result.stderr


def test_what_is_still_to_be_fed_is_counted(run, address, store):
    from tests.indexer.test_feed import article, keep

    run(address, "sync")
    keep(store, article(9))
    result = run(address, "verify")
    assert (result.exit_code, "waiting    1\n" in result.stdout) == (0, True)
