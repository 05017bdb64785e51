"""Documents say what story an article is part of, and are written again when that changes: the ledger of
copies is fed in the same go as the index."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from crawler.items import Article, Timestamp, article_id
from crawler.store import Store
from indexer import watch
from indexer.copies.ledger.databases.errors import LedgerError
from indexer.copies.ledger.feed import sync
from indexer.copies.ledger.reader import LedgerReader
from indexer.copies.ledger.writer import LedgerWriter
from indexer.copies.recording import sync_and_record
from indexer.live_feed import following
from indexer.search import open_index
from indexer.search.writing import Write
from search_cli.cli import root
from tests.indexer.copies.made_up_texts import made
from tests.indexer.feeding import article, feed, keep

AT = datetime(2026, 5, 1, 8, tzinfo=UTC)
WIRE = made(1, 300)


def printed(number: int, hours: float, body: str = WIRE) -> Article:
    at = Timestamp(at=AT + timedelta(hours=hours), precision="minute", raw="", found_in="")
    return replace(article(number), body=body, published=at)


FIRST, COPY, EARLIER = printed(1, 0), printed(2, 3), printed(3, -3)


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def store(data):
    with Store.open(data / "shengmei.sqlite", create=True) as opened:
        keep(opened, FIRST, printed(9, 0, made(2, 300)))
        yield opened


def told(address: str) -> dict[int, tuple[object, ...]]:
    """By the number of an article, the number of its story's first one, and what else is said of it."""
    numbers = {article_id(article(number).url): number for number in range(10)}
    said = {}
    with open_index(address) as index:
        for key, number in numbers.items():
            if document := index.get(key):
                story = numbers.get(document.get("story"))
                rest = [document.get(f"story_{name}") for name in ("role", "basis", "size")]
                said[number] = (story, *rest)
    return said


ALONE = (None, None, None, None)
PAIR = {1: (1, "first", "inferred", 2), 2: (1, "copy", "inferred", 2), 9: ALONE}


def run(data, *words: str, code: int = 0):
    done = CliRunner().invoke(root, ["--data", str(data), *words])
    assert done.exit_code == code, done.output
    return done


def test_a_sync_of_the_index_feeds_the_ledger_that_is_there(data, store):
    address = str(data / "index")
    run(data, "index", "sync")
    assert not (data / "ledger.sqlite").exists()  # nobody has asked for one
    run(data, "ledger", "sync")
    keep(store, COPY)
    run(data, "index", "sync")
    assert told(address) == PAIR
    keep(store, EARLIER)
    run(data, "index", "sync")
    assert told(address) == {
        3: (3, "first", "inferred", 3),
        1: (3, "copy", "inferred", 3),
        2: (3, "copy", "inferred", 3),
        9: ALONE,
    }
    run(data, "index", "verify")
    run(data, "ledger", "verify")
    assert "0 documents written" in run(data, "index", "sync").stderr


def test_store_and_index_that_tell_other_stories_than_the_ledger_are_found(data, store):
    keep(store, COPY)
    run(data, "ledger", "sync")
    run(data, "ledger", "verify")  # there is no index yet
    run(data, "index", "sync")
    assert "as one made anew" in run(data, "ledger", "verify").stderr
    with sqlite3.connect(store.path) as database:  # so that the change log knows nothing of it
        database.execute("UPDATE stories SET story_basis = 'declared' WHERE story_role = 'copy'")
        database.execute("DELETE FROM stories WHERE story_role = 'first'")
    done = run(data, "ledger", "verify", code=4)
    assert "store tells other stories of 2 articles" in done.stderr
    first, copy = (f"store {article_id(one.url)}: " for one in (FIRST, COPY))
    assert f"{first}none, not first (inferred) of {article_id(FIRST.url)}, size 2" in done.stdout
    assert f"{copy}copy (declared) of" in done.stdout
    run(data, "ledger", "rebuild")
    assert "its stories were not compared" in run(data, "ledger", "verify").stderr
    run(data, "index", "sync")
    run(data, "ledger", "verify")
    with open_index(str(data / "index")) as index:
        key = article_id(COPY.url)
        said = {name: value for name, value in index.get(key).items() if not name.startswith("story")}
        index.write([Write(id=key, version=index.versions([key])[key] + 1, document=said)])
    done = run(data, "ledger", "verify", code=4)
    assert "the index tells other stories of 1 article:" in done.stderr
    assert f"index {key}: none, not copy (inferred)" in done.stdout


def test_a_rebuild_that_an_older_version_began_is_begun_anew(data, store):
    run(data, "ledger", "sync")
    with LedgerWriter.open(data / "ledger.new", store.uuid, dict) as begun:
        begun._connection.run("UPDATE about SET value = '4' WHERE key = 'version'")
    keep(store, COPY)
    assert "3 articles taken in" in run(data, "ledger", "rebuild").stderr
    assert not (data / "ledger.new").exists()
    run(data, "ledger", "verify")


def test_an_index_is_fed_again_what_the_ledger_found_out_alone(data, store):
    address = str(data / "index")
    keep(store, COPY)
    run(data, "index", "sync")
    assert told(address) == {1: ALONE, 2: ALONE, 9: ALONE}
    run(data, "ledger", "sync")
    assert "2 documents written" in run(data, "index", "sync").stderr
    assert told(address) == PAIR
    run(data, "index", "rebuild")
    assert told(address) == PAIR


def test_a_ledger_made_anew_tells_the_indexes_no_more_than_changed(data, store):
    keep(store, COPY)
    run(data, "ledger", "sync")
    run(data, "index", "sync")
    run(data, "ledger", "rebuild")
    assert "0 documents written" in run(data, "index", "sync").stderr


def test_what_follows_a_crawl_feeds_the_ledger_at_its_end(data, store):
    address, ledger = str(data / "index"), data / "ledger.sqlite"
    sync_and_record(store, ledger)
    with following(store.path, address, ledger=ledger) as followed:
        keep(store, COPY)
    assert (followed.problem, followed.ledger_problem) == (None, None)
    assert told(address) == PAIR
    with following(store.path, address, ledger=ledger) as stopped:
        keep(store, EARLIER)
        stopped.leave()
    with LedgerReader.open(ledger) as opened:
        assert opened.counts()["articles"] == 3  # an operator who stops a run waits for nothing


def test_a_watched_store_has_its_ledger_fed(data, store):
    address, ledger, said = str(data / "index"), data / "ledger.sqlite", []
    sync(store, ledger)
    keep(store, COPY)
    watched = watch.WatchedLedger(ledger, said.append)
    fed = next(watch._feedings(store.path, address, watched, every=0))
    assert (fed.written, told(address), said) == (3, PAIR, [])


def test_a_ledger_that_cannot_be_fed_keeps_nothing_from_the_index(data, store):
    address, ledger, said = str(data / "index"), data / "ledger.sqlite", []
    ledger.write_text("no database", encoding="utf-8")
    assert "the ledger of copies was not fed" in run(data, "index", "sync", code=4).stderr
    keep(store, COPY)
    with following(store.path, address, ledger=ledger) as followed:
        pass
    assert isinstance(followed.ledger_problem, LedgerError)
    assert told(address) == {1: ALONE, 2: ALONE, 9: ALONE}
    watched = watch.WatchedLedger(ledger, said.append)
    feedings = watch._feedings(store.path, address, watched, every=0)
    assert [next(feedings).written for _ in range(2)] == [0, 0]
    ledger.unlink()
    next(feedings)
    assert len(said) == 2
    assert "rebuild" in said[0]
    assert "fed again" in said[1]


@pytest.mark.server
def test_a_server_is_told_too(data, store, elasticsearch_server):
    address = f"{elasticsearch_server}/fed-stories"
    keep(store, COPY)
    feed(store, address).sync()
    sync_and_record(store, data / "ledger.sqlite")
    assert feed(store, address).sync().written == 2
    assert told(address) == PAIR
