"""The feed: every index ends up with the store's current state, whatever happens to it in between."""

from __future__ import annotations

import json
import shutil
import sqlite3

import pytest

from crawler.items import article_id
from crawler.store import Store
from indexer.feed import Fed, Feed
from indexer.live_feed import following
from indexer.search import IndexUnavailable, Refused, open_index, rebuilding
from tests.indexer.feeding import Troubled, article, feed, found, keep


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "data" / "shengmei.sqlite", create=True) as opened:
        keep(opened, *(article(number) for number in range(3)))
        yield opened


@pytest.fixture
def address(tmp_path):
    return str(tmp_path / "index")


def test_a_sync_brings_everything_and_a_second_one_nothing(store, address):
    assert feed(store, address).sync().written == 3
    assert feed(store, address).sync().written == 0
    assert found(address, "长江") == ["第0条新闻", "第1条新闻", "第2条新闻"]


def test_the_outlets_facts_stand_in_the_document(store, address):
    feed(store, address).sync()
    with open_index(address) as index:
        document = index.get(article_id(article(1).url))
    assert (document["province"], document["site_name"], document["change"]) == ("湖北", "示例网", 2)


def test_a_revision_takes_the_place_of_the_document(store, address):
    feed(store, address).sync()
    keep(store, article(1, title="更正"))
    assert feed(store, address).sync().written == 1
    assert found(address, "长江") == ["更正", "第0条新闻", "第2条新闻"]


def test_a_deleted_index_is_fed_from_the_start(store, address):
    feed(store, address).sync()
    shutil.rmtree(address)
    assert feed(store, address).sync().written == 3
    with store.reading() as transaction:
        assert [one.retired for one in transaction.changes.fed_indexes()] == [True, False]


def test_an_index_restored_from_an_older_copy_is_fed_from_the_start(store, address, tmp_path):
    feed(store, address).sync()
    shutil.copytree(address, tmp_path / "copy")
    keep(store, article(7))
    feed(store, address).sync()
    shutil.rmtree(address)
    shutil.copytree(tmp_path / "copy", address)
    feed(store, address).sync()
    assert "第7条新闻" in found(address, "新闻")


def test_a_refused_document_is_a_dead_letter_until_it_is_taken(store, address):
    def refuse_first(batch):
        index.write(batch[1:])
        return [Refused(write=batch[0], error_type="strict_dynamic_mapping", reason="unknown field")]

    index = open_index(address, create=True)
    troubled = Feed(store, Troubled(index, refuse_first), address)
    assert troubled.sync().refused == 1
    (letter,) = troubled.dead()
    assert (letter.article_id, letter.reason) == (article_id(article(0).url), "unknown field")
    assert letter.document["title"] == "第0条新闻"
    assert troubled.lag().dead == 1
    assert troubled.offer(troubled.dead_ids()).written == 1
    assert troubled.dead() == []
    assert found(address, "第0条") == ["第0条新闻"]


def test_an_index_that_does_not_answer_loses_nothing(store, address):
    troubled = Feed(store, Troubled(open_index(address, create=True), IndexUnavailable("busy")), address)
    with pytest.raises(IndexUnavailable):
        troubled.sync()
    assert troubled.lag().behind == 3
    assert troubled.sync().written == 3


def test_an_index_that_comes_back_in_time_is_waited_for(store, address):
    troubled = Feed(store, Troubled(open_index(address, create=True), IndexUnavailable("busy")), address)
    assert troubled.sync(patience=10).written == 3


def test_two_indexes_are_fed_at_their_own_pace(store, address, tmp_path):
    feed(store, address).sync()
    keep(store, article(8))
    other = str(tmp_path / "other")
    assert feed(store, other).sync().written == 4
    assert feed(store, address).lag().behind == 1
    assert feed(store, other).others() == {address: 1}


def test_what_the_store_gets_while_it_is_followed_is_in_the_index_at_the_end(store, address):
    with following(store.path, address) as followed:
        keep(store, article(9))
    assert (followed.problem, followed.written) == (None, 4)
    assert found(address, "第9条") == ["第9条新闻"]


def test_a_rebuilt_index_takes_the_place_of_the_old_one_when_it_is_whole(store, address):
    feed(store, address).sync()
    with open_index(address) as index:
        old = index.identity
    with rebuilding(address) as fresh:
        Feed(store, fresh, address).sync()
        assert found(address, "长江") == ["第0条新闻", "第1条新闻", "第2条新闻"]
    with open_index(address) as index:
        assert (index.identity != old, index.info().documents) == (True, 3)


def test_a_rebuilding_that_fails_leaves_the_old_index(store, address, tmp_path):
    feed(store, address).sync()
    with pytest.raises(IndexUnavailable), rebuilding(address):
        raise IndexUnavailable("gone in between")
    assert len(found(address, "长江")) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "index"]


def test_one_damaged_article_keeps_no_other_from_the_index(store, address):
    with sqlite3.connect(store.path) as database:
        database.execute(
            "UPDATE revisions SET article = '{\"bad\": 1}' WHERE article_id = ?", [article_id(article(1).url)]
        )
    fed = feed(store, address)
    assert (fed.sync().written, [one.article_id for one in fed.dead()]) == (2, [article_id(article(1).url)])
    assert fed.lag().behind == 0


def test_what_comes_while_the_last_batch_is_written_is_fed_too(store, address):
    index = open_index(address, create=True)

    def meanwhile(batch):
        keep(store, article(9))
        return index.write(batch)

    fed = Feed(store, Troubled(index, meanwhile), address).sync()
    assert (fed.written, fed.waiting) == (4, 0)


def test_a_batch_that_was_read_ahead_is_not_acknowledged_with_the_one_that_fails(store, address, monkeypatch):
    monkeypatch.setattr("indexer.search.embedded.index.EmbeddedIndex.batch_size", 2)
    keep(store, *(article(number) for number in range(3, 9)))
    index = open_index(address, create=True)
    troubled = Troubled(index, index.write, IndexUnavailable("gone"))
    with pytest.raises(IndexUnavailable):
        Feed(store, troubled, address).sync()
    assert Feed(store, index, address).lag().behind == 8  # the first batch is a small one
    assert Feed(store, index, address).sync().written == 8
    assert len(found(address, "长江")) == 9


def test_half_a_character_is_a_dead_letter_and_the_rest_is_fed(store, tmp_path):
    with sqlite3.connect(store.path) as connection:
        key, written = connection.execute("SELECT rowid, article FROM revisions ORDER BY rowid").fetchone()
        broken = json.dumps(json.loads(written) | {"title": "坏\ud83d题"})
        connection.execute("UPDATE revisions SET article = ? WHERE rowid = ?", (broken, key))
    fed = feed(store, str(tmp_path / "index"))
    assert fed.sync() == Fed(written=2, refused=1, waiting=0)
    (letter,) = fed.dead(9)
    assert letter.document["title"] == "坏\ud83d题"


def test_what_changed_again_meanwhile_is_written_and_counted_once(store, tmp_path):
    keep(store, *(article(number) for number in range(3, 6)))
    keep(store, *(article(number, title="改") for number in range(3)))
    fed = feed(store, str(tmp_path / "index"))
    fed._index.batch_size = 4  # so that both changes are not of one batch
    assert fed.sync() == Fed(written=6, refused=0, waiting=0)
    assert found(str(tmp_path / "index"), "改") == ["改"] * 3
