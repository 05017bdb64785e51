"""`index create | rebuild | swap | drop-old` on a directory and on a server."""

from __future__ import annotations

import json
import sqlite3

import pytest

from indexer.search import Keyword, Query, open_index, rebuilding
from tests.indexer.commands.conftest import IDS
from tests.indexer.test_feed import article, keep
from tests.servers import free_port


def ended(result, code: int) -> str:
    """What it said on stderr; fails with that when it ended otherwise."""
    assert result.exit_code == code, result.output
    return result.stderr


def state(address: str) -> tuple[str, int]:
    with open_index(address) as index:
        return index.identity, index.count(Query())


def test_create_makes_an_empty_index_once(run, address):
    assert "made, format 1, identity" in ended(run(address, "create"), 0)
    before = state(address)
    assert before[1] == 0
    assert "index sync" in ended(run(address, "create"), 2)
    assert state(address) == before


def test_create_says_when_nobody_is_there(run):
    assert "is the server running?" in ended(run(f"http://127.0.0.1:{free_port()}", "create"), 3)


def test_create_leaves_what_is_not_ours_alone(run, tmp_path):
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "file").write_text("")
    assert "no search index of shengmei" in ended(run(str(tmp_path / "theirs"), "create"), 3)


def test_a_rebuilt_index_is_another_with_the_same_documents(run, address):
    run(address, "sync")
    before = state(address)
    assert "6 documents written, 6 in all" in ended(run(address, "rebuild"), 0)
    assert (state(address)[0] != before[0], state(address)[1]) == (True, 6)
    assert ended(run(address, "verify"), 0) == ""
    status = json.loads(run(address, "status", "--json").stdout)
    assert (status["behind"], status["others"]) == (0, {})


def test_what_a_directory_cannot_is_said(run, tmp_path):
    address = str(tmp_path / "index")
    run(address, "sync")
    for call in (["rebuild", "--no-swap"], ["swap"], ["drop-old", "--yes"], ["grant-reader", "somebody"]):
        assert "director" in ended(run(address, *call), 2)
    assert state(address)[1] == 6


@pytest.mark.server
def test_built_swapped_back_again_and_dropped(run, store, server_address):
    run(server_address, "sync")
    first = state(server_address)
    assert "index swap" in ended(run(server_address, "rebuild", "--no-swap"), 0)
    assert state(server_address) == first
    (built,) = json.loads(run(server_address, "status", "--json").stdout)["beside"]
    assert (built["state"], built["documents"]) == ("unfinished", 6)
    keep(store, article(7))
    assert "1 document written, 7 in all" in ended(run(server_address, "swap"), 0)
    second = state(server_address)
    assert (second[0] != first[0], second[1]) == (True, 7)
    kept = json.loads(run(server_address, "status", "--json").stdout)["beside"]
    assert [(one["state"], one["documents"]) for one in kept] == [("kept", 6)]
    ended(run(server_address, "swap", kept[0]["name"]), 0)
    assert state(server_address) == (first[0], 7)  # fed with what had come meanwhile
    assert json.loads(run(server_address, "status", "--json").stdout)["others"] == {}
    assert "interrupted" in ended(run(server_address, "drop-old", stdin="n\n"), 130)
    assert "say --yes" in ended(run(server_address, "drop-old", stdin=""), 2)
    assert "deleted" in ended(run(server_address, "drop-old", stdin="y\n"), 0)
    assert "nothing to drop" in ended(run(server_address, "drop-old"), 0)
    assert state(server_address) == (first[0], 7)


@pytest.mark.server
def test_swap_without_anything_built_is_a_wrong_call(run, server_address):
    run(server_address, "sync")
    assert "no index is built" in ended(run(server_address, "swap"), 2)
    assert "no kept index" in ended(run(server_address, "swap", "shengmei-articles-77"), 2)


@pytest.mark.server
def test_an_interrupted_rebuild_goes_on(run, store, server_address):
    run(server_address, "sync")
    ended(run(server_address, "rebuild", "--no-swap"), 0)
    keep(store, article(8))
    said = ended(run(server_address, "rebuild"), 0)
    assert "went on" in said
    assert "1 document written, 7 in all" in said
    ended(run(server_address, "rebuild", "--no-swap"), 0)
    assert "7 documents written" in ended(run(server_address, "rebuild", "--anew"), 0)


@pytest.mark.server
def test_an_unfinished_one_is_dropped_only_when_it_is_named(run, server_address):
    run(server_address, "sync")
    ended(run(server_address, "rebuild", "--no-swap"), 0)
    assert "nothing to drop" in ended(run(server_address, "drop-old", "--yes"), 0)
    assert "deleted" in ended(run(server_address, "drop-old", "--yes", "--unfinished"), 0)
    assert json.loads(run(server_address, "status", "--json").stdout)["others"] == {}
    assert "no index is built" in ended(run(server_address, "swap"), 2)


def test_an_index_that_would_refuse_more_than_the_old_one_does_not_take_its_place(run, store, address):
    run(address, "sync")
    before = state(address)
    with sqlite3.connect(store.path) as database:
        database.execute("UPDATE revisions SET article = '{\"bad\": 1}' WHERE article_id = ?", [IDS[2]])
    said = ended(run(address, "rebuild"), 4)
    assert "refuses 1 documents, the old one 0: the old one stays" in said
    assert state(address) == before
    if address.startswith("http"):
        assert "1 document was refused" in ended(run(address, "swap"), 4)
        assert state(address)[1] == 5


def test_an_index_ahead_of_its_store_is_mended_by_a_rebuild(run, store, address):
    """As after restoring the store from an older copy."""
    run(address, "sync")
    with sqlite3.connect(store.path) as database:
        for table in ("changes", "revisions"):
            database.execute(f"DELETE FROM {table} WHERE article_id = ?", [IDS[5]])
        database.execute("DELETE FROM articles WHERE id = ?", [IDS[5]])
        database.execute("UPDATE readers SET cursor = 5")
    for call in ("sync", "watch"):
        assert "run `shengmei index rebuild`" in ended(run(address, call), 3)
    ended(run(address, "rebuild"), 0)
    assert state(address)[1] == 5
    ended(run(address, "sync"), 0)


def test_two_rebuildings_of_a_directory_do_not_meet(run, tmp_path):
    address = str(tmp_path / "index")
    run(address, "sync")
    with rebuilding(address) as first:
        assert "being rebuilt by another process" in ended(run(address, "rebuild"), 3)
        ended(run(address, "verify"), 0)
        assert first.count(Query()) == 0
    assert state(address) == (first.identity, 0)
    assert "6 documents written" in ended(run(address, "sync"), 0)


def test_what_a_killed_rebuilding_of_a_directory_left_is_cleared_up(run, tmp_path):
    address = str(tmp_path / "index")
    run(address, "sync")
    open_index(str(tmp_path / ".index.rebuilding"), create=True).close()
    (tmp_path / ".index.replaced").mkdir()
    (tmp_path / ".index.lock").touch()
    ended(run(address, "rebuild"), 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "index"]


@pytest.mark.server
def test_a_document_that_does_not_stand_there_as_it_was_made_keeps_the_old_index(run, server_address):
    """A server whose documents another program changes while they are built."""
    run(server_address, "sync")
    ended(run(server_address, "rebuild", "--no-swap"), 0)
    before = state(server_address)
    with open_index(server_address) as index:
        server, alias = index._server, f"{index._server.address.alias}-building"
        document = {**index.get(IDS[0]), "body": "别的话。"}
        params = {"version": "1", "version_type": "external_gte", "refresh": "true"}
        server.request("PUT", f"/{alias}/_doc/{IDS[0]}", document, params=params)
    assert "other words in" in ended(run(server_address, "rebuild"), 3)
    assert state(server_address) == before
    ended(run(server_address, "rebuild", "--anew"), 0)
    with open_index(server_address) as index:
        assert index.count(Query(root=Keyword("id", IDS[0]))) == 1
        assert index.get(IDS[0])["body"] == "长江两岸。"
