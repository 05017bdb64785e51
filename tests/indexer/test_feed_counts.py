"""What the feed says of its work: how much is done, refused and left, and how long it waits."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
from contextlib import closing

import pytest
from cattrs.errors import ClassValidationError

from crawler.items import article_id
from crawler.store import Store
from indexer.feed import Fed, Feed, ForeignIndex, Lag
from indexer.search import IndexUnavailable, Refused, open_index
from tests.indexer.feeding import Troubled, article, feed, found, keep


def ids(*numbers: int) -> list[str]:
    return [article_id(article(number).url) for number in numbers]


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "data" / "shengmei.sqlite", create=True) as opened:
        yield opened


@pytest.fixture
def address(tmp_path):
    return str(tmp_path / "index")


@pytest.fixture
def index(address):
    with open_index(address, create=True) as opened:
        yield opened


def damage(store: Store, *numbers: int) -> None:
    with closing(sqlite3.connect(store.path)) as database, database:
        for key in ids(*numbers):
            database.execute("UPDATE revisions SET article = '{\"bad\": 1}' WHERE article_id = ?", [key])


def refusing(index, *numbers: int):
    """Answers of an index that takes all but these articles."""

    def answer(batch):
        refused = [one for one in batch if one.id in ids(*numbers)]
        index.write(index.prepare([one for one in batch if one not in refused]))
        return [Refused(write=one, error_type="strict_dynamic_mapping", reason="unknown") for one in refused]

    return itertools.repeat(answer, 20)


def test_progress_is_told_after_each_batch_and_the_first_ones_are_small(store, address, index, monkeypatch):
    monkeypatch.setattr("indexer.search.embedded.index.EmbeddedIndex.batch_size", 6)
    keep(store, *(article(number) for number in range(15)))
    told = []
    Feed(store, index, address).sync(on_progress=lambda done, to_do: told.append((done, to_do)))
    assert told == [(1, 15), (3, 15), (7, 15), (13, 15), (15, 15)]


def test_what_comes_meanwhile_is_written_in_batches_too(store, address, index, monkeypatch):
    monkeypatch.setattr("indexer.search.embedded.index.EmbeddedIndex.batch_size", 2)
    keep(store, article(0))

    def meanwhile(batch):
        keep(store, *(article(number) for number in range(1, 9)))
        return index.write(index.prepare(batch))

    done = [0]
    Feed(store, Troubled(index, meanwhile), address).sync(on_progress=lambda now, _: done.append(now))
    assert done[-1] == 9
    assert max(after - before for before, after in itertools.pairwise(done)) <= 2


def test_refused_and_damaged_articles_are_counted_and_not_as_written(store, address, index, monkeypatch):
    monkeypatch.setattr("indexer.search.embedded.index.EmbeddedIndex.batch_size", 4)
    keep(store, *(article(number) for number in range(10)))
    damage(store, 1, 7)
    told = []
    troubled = Feed(store, Troubled(index, *refusing(index, 0, 2, 8)), address)
    fed = troubled.sync(on_progress=lambda done, to_do: told.append((done, to_do)))
    assert fed == Fed(written=5, refused=5, waiting=0)
    assert told[-1] == (10, 10)
    assert troubled.lag() == Lag(behind=0, dead=5, cursor=10, newest=10)
    assert len(found(address, "长江")) == 5


def test_a_document_says_where_its_article_is_from_and_where_it_is_kept(store, address, index):
    keep(store, article(0), article(1))
    keep(store, article(1, title="更正"))
    Feed(store, index, address).sync()
    document = index.get(*ids(1))
    assert {key: document[key] for key in ("site_name", "province", "city", "organisation")} == {
        "site_name": "示例网",
        "province": "湖北",
        "city": "武汉",
        "organisation": "示例报业集团",
    }
    assert document["archive"] == {"file": "a.warc.gz", "offset": 120, "length": 1_500}
    assert document["fetched_url"] == "https://m.example.cn/p/1.html?from=list"
    assert (document["revision"], document["change"], document["status"]) == (2, 3, "changed")
    with store.reading() as transaction:
        (kept,) = transaction.articles.stored(ids(1))
    assert document["content_hash"] == kept.content_hash
    assert document["first_seen"] == document["fetched_at"] == "2026-05-01T16:00:00+08:00"


def test_a_stopped_sync_says_what_is_waiting(store, address, index):
    keep(store, article(0), article(1))
    fed = Feed(store, index, address)
    assert fed.sync(stopped=lambda: True) == Fed(written=0, refused=0, waiting=2)


def test_articles_are_offered_in_portions_and_the_cursor_stays(store, address, index, monkeypatch):
    monkeypatch.setattr("indexer.feed.BATCH", 2)
    keep(store, *(article(number) for number in range(7)))
    damage(store, 1, 6)
    with pytest.raises(IndexUnavailable):
        Feed(store, Troubled(index, IndexUnavailable("busy")), address).sync()
    troubled = Feed(store, Troubled(index, *refusing(index, 0, 3)), address)
    assert troubled.offer(ids(0, 1, 2, 3, 4, 6)) == Fed(written=2, refused=4, waiting=0)
    assert troubled.lag() == Lag(behind=7, dead=4, cursor=0, newest=7)
    assert found(address, "长江") == ["第2条新闻", "第4条新闻"]


def test_all_that_is_damaged_among_many_is_found(store, address, index, monkeypatch):
    monkeypatch.setattr("indexer.feed.BATCH", 3)
    keep(store, *(article(number) for number in range(11)))
    damage(store, 4, 7)
    fed = Feed(store, index, address)
    assert fed.sync() == Fed(written=9, refused=2, waiting=0)
    assert sorted(fed.dead_ids()) == sorted(ids(4, 7))
    assert len(found(address, "长江")) == 9


def test_an_article_that_cannot_be_read_keeps_no_other_process_from_writing(store):
    keep(store, article(0), article(1))
    damage(store, 0)
    with store.reading() as transaction, pytest.raises(ClassValidationError) as held:
        transaction.articles.stored(ids(0, 1))
    damage(store, 1)  # another process writes, while somebody still looks at the error
    keep(store, article(2))
    assert held.traceback


def test_an_offer_waits_only_if_asked_to(store, address, index):
    keep(store, article(0))
    troubled = Feed(store, Troubled(index, IndexUnavailable("busy")), address)
    with pytest.raises(IndexUnavailable):
        troubled.offer(ids(0))


def test_an_index_that_was_never_fed_is_behind_by_everything(store, address, index):
    keep(store, article(0), article(1), article(2))
    fed = Feed(store, index, address)
    assert fed.lag() == Lag(behind=3, dead=0, cursor=0, newest=3)
    fed.sync()
    keep(store, article(1, title="更正"))
    assert fed.lag() == Lag(behind=1, dead=0, cursor=3, newest=4)


def test_refused_articles_are_listed_oldest_first(store, address, index):
    keep(store, *(article(number) for number in range(3)))
    troubled = Feed(store, Troubled(index, *refusing(index, 0, 1, 2)), address)
    troubled.sync()
    letters = troubled.dead()
    assert [one.article_id for one in letters] == ids(0, 1, 2)
    assert [one.article_id for one in troubled.dead(2)] == ids(0, 1)
    assert [one.article_id for one in troubled.dead_of(ids(2, 5))] == ids(2)
    assert [(one.seq, one.error_type, one.reason, one.format) for one in letters] == [
        (seq, "strict_dynamic_mapping", "unknown", index.info().format) for seq in (1, 2, 3)
    ]
    assert letters[1].document["title"] == "第1条新闻"


def test_a_damaged_article_says_what_is_wrong_with_it(store, address, index):
    keep(store, article(0))
    damage(store, 0)
    fed = Feed(store, index, address)
    fed.sync()
    (letter,) = fed.dead()
    assert (letter.seq, letter.error_type, letter.document, letter.format) == (0, "damaged", {}, "")
    assert letter.reason.startswith("the store holds it damaged: ")
    assert "NoneType" not in letter.reason
    assert "Error: " in letter.reason


def test_an_index_that_holds_more_than_the_store_is_not_written_to(store, address, tmp_path):
    keep(store, *(article(number) for number in range(3)))
    feed(store, address).sync()
    with Store.open(tmp_path / "other" / "shengmei.sqlite", create=True) as other:
        keep(other, article(1))
        with pytest.raises(ForeignIndex) as raised:
            feed(other, address).sync()
    said = str(raised.value)
    assert said.startswith(f"the index {address} holds changes that this store does not have")
    assert "then name another --index" in said
    assert "then run `shengmei index rebuild`" in said
    assert len(found(address, "长江")) == 3


class Late:
    """An index that does not yet show in its newest version what it can already answer for."""

    def __init__(self, index) -> None:
        self._index = index

    def __getattr__(self, name):
        return getattr(self._index, name)

    def newest_version(self) -> int:
        return 0


def test_an_index_that_shows_late_what_it_holds_is_not_fed_again(store, address, index):
    keep(store, article(0), article(1))
    Feed(store, index, address).sync()
    assert Feed(store, Late(index), address).sync() == Fed(written=0, refused=0, waiting=0)


def test_an_index_restored_from_before_its_first_article_is_fed_again(store, address, tmp_path):
    open_index(address, create=True).close()
    shutil.copytree(address, tmp_path / "copy")
    keep(store, article(0))
    feed(store, address).sync()
    shutil.rmtree(address)
    shutil.copytree(tmp_path / "copy", address)
    assert feed(store, address).sync().written == 1
    assert found(address, "长江") == ["第0条新闻"]
