"""What is missing, out of date or too much in an index is found and mended, on every index."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from crawler.items import article_id
from crawler.store import Store
from indexer.feed import Feed, ForeignIndex
from indexer.search import Query, SearchError, Write, open_index
from indexer.verify import Verified, Verifier
from tests.indexer.test_feed import article, keep

IDS = [article_id(article(number).url) for number in range(6)]


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "data" / "shengmei.sqlite", create=True) as opened:
        keep(opened, *(article(number) for number in range(6)))
        yield opened


@pytest.fixture
def address(make_index, store) -> str:
    """Of an index that was fed six articles."""
    with make_index() as index:
        found = index.info().address
        assert Feed(store, index, found).sync().written == 6
    return found


def verify(store: Store, address: str, *, repair: bool = False) -> Verified:
    with open_index(address) as index:
        return Verifier(store, index, address).verify(repair=repair)


def found(verified: Verified) -> dict[str, list[str]]:
    return {name: kind.ids for name, kind in verified.found.kinds().items() if kind.count}


def forget_deletions_soon(index) -> None:
    """A server remembers for a minute what was deleted; here a second must do."""
    if index.info().kind != "embedded":
        name = index.info().details["index"]
        index._server.request("PUT", f"/{name}/_settings", {"index": {"gc_deletes": "1s"}})


def test_an_index_that_was_fed_agrees(store, address):
    verified = verify(store, address)
    assert (verified.articles, verified.documents, verified.open, found(verified)) == (6, 6, 0, {})


@pytest.mark.parametrize("batch", [1, 2, 1000])
def test_every_difference_is_found_and_mended(store, address, monkeypatch, batch):
    monkeypatch.setattr("indexer.verify.BATCH", batch)
    with open_index(address) as index:
        forget_deletions_soon(index)
        document = index.get(IDS[1])
        before = {name: index.get(name) for name in IDS}
        keep(store, article(0, title="改过"))
        Feed(store, index, address).sync()
        index.delete([IDS[0], IDS[1], IDS[2]])
    with open_index(address) as index:
        old = [Write(id=IDS[0], version=8, document={**document, "id": IDS[0]})]
        # What is deleted is written in a later version than the one that is to come: as by a strange hand.
        wait_and_write(index, old)
        strange = {**document, "id": "a" * 32, "change": 1}
        index.write([Write(id="a" * 32, version=3, document=strange)])
    verified = verify(store, address)
    assert found(verified) == {"missing": sorted(IDS[1:3]), "newer": [IDS[0]], "surplus": ["a" * 32]}
    mended = verify(store, address, repair=True)
    assert (mended.found.count, mended.open, mended.documents) == (4, 0, 6)
    assert verify(store, address).found.count == 0
    with open_index(address) as index:
        assert index.get(IDS[0])["title"] == "改过"
        assert {name: index.get(name) for name in IDS[1:]} == {name: before[name] for name in IDS[1:]}


def wait_and_write(index, writes: list[Write]) -> None:
    """Until the server has forgotten the deletions."""
    import time

    until = time.monotonic() + 60
    while True:
        index.write(writes)
        if index.versions([one.id for one in writes]):
            return
        assert time.monotonic() < until
        time.sleep(0.2)


def test_an_older_version_than_was_acknowledged_is_stale(store, address):
    """As after restoring single documents of a backup; the change log says what should be there."""
    with sqlite3.connect(store.path) as database:
        database.execute(
            "INSERT INTO changes (article_id, what, at) VALUES (?, 'reread', '2026-05-01')", [IDS[4]]
        )
        database.execute("UPDATE readers SET cursor = 7")
    assert found(verify(store, address)) == {"stale": [IDS[4]]}
    assert verify(store, address, repair=True).open == 0
    with open_index(address) as index:
        assert index.versions([IDS[4]]) == {IDS[4]: 7}


def test_what_is_still_to_be_fed_and_what_was_refused_is_no_difference(store, address):
    keep(store, article(0, title="新的"), article(9))
    with sqlite3.connect(store.path) as database:
        database.execute(
            "INSERT INTO dead_letters SELECT identity, ?, 2, 'refused', 'test', '{}', '1', '' FROM readers",
            [IDS[1]],
        )
    with open_index(address) as index:
        index.delete([IDS[1]])
    verified = verify(store, address)
    assert (verified.waiting, verified.refused, found(verified)) == (2, 1, {})


def test_an_article_that_the_store_holds_damaged_is_told_as_refused(store, address):
    with sqlite3.connect(store.path) as database:
        database.execute("UPDATE revisions SET article = '{\"bad\": 1}' WHERE article_id = ?", [IDS[2]])
    with open_index(address) as index:
        index.delete([IDS[2]])
    mended = verify(store, address, repair=True)
    assert (mended.found.count, mended.open, mended.refused) == (1, 0, 1)


def test_an_index_of_another_store_is_not_mended_away(store, address, tmp_path):
    with Store.open(tmp_path / "other" / "shengmei.sqlite", create=True) as other:
        keep(other, *(replace(article(number), url=f"https://x.example.cn/{number}") for number in range(2)))
        with pytest.raises(SearchError, match="never fed the index"):
            verify(other, address, repair=True)
        with open_index(address) as index, pytest.raises(ForeignIndex, match="index rebuild"):
            Feed(other, index, address).sync()
        with sqlite3.connect(other.path) as database, sqlite3.connect(store.path) as mine:
            for row in mine.execute("SELECT * FROM readers"):
                database.execute("INSERT INTO readers VALUES (?, ?, ?, ?, ?, ?)", row)
        with pytest.raises(SearchError, match=r"6 of 6 documents .* nothing was mended"):
            verify(other, address, repair=True)
    with open_index(address) as index:
        assert index.count(Query()) == 6
