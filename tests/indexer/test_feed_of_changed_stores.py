"""Feeding from a store in which an article was forgotten, or that was restored from a backup."""

from __future__ import annotations

import pytest

from crawler.items import article_id
from crawler.store import Store
from indexer.feed import Feed, ForeignIndex
from indexer.search import IndexUnavailable, open_index
from tests.indexer.feeding import NOW, Troubled, article, feed, found, keep


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "data" / "shengmei.sqlite", create=True) as opened:
        keep(opened, *(article(number) for number in range(3)))
        yield opened


@pytest.fixture
def address(tmp_path):
    return str(tmp_path / "index")


def forget(store: Store, number: int) -> None:
    with store.writing() as transaction:
        transaction.forgetting.forget(article(number).url, article(number).url, "example", "asked for", NOW)


class BusyWithDeleting:
    """An index that is not there for the first deletions, and keeps what it is asked to delete."""

    def __init__(self, index, times: int) -> None:
        self._index, self._times, self.deleted = index, times, []

    def __getattr__(self, name):
        return getattr(self._index, name)

    def delete(self, ids):
        self.deleted.append(list(ids))
        if len(self.deleted) <= self._times:
            raise IndexUnavailable("busy")
        self._index.delete(ids)


def test_what_was_forgotten_is_deleted_from_the_index(store, address):
    feed(store, address).sync()
    forget(store, 1)
    assert feed(store, address).sync().waiting == 0
    assert found(address, "长江") == ["第0条新闻", "第2条新闻"]


def test_a_deletion_is_tried_again_and_asked_for_once(store, address):
    with open_index(address, create=True) as index:
        Feed(store, index, address).sync()
        forget(store, 1)
        busy = BusyWithDeleting(index, 1)
        Feed(store, busy, address).sync(patience=30)
        keep(store, article(2, title="更正"))
        Feed(store, busy, address).sync()
    assert busy.deleted == [[article_id(article(1).url)]] * 2
    assert found(address, "长江") == ["更正", "第0条新闻"]


def test_a_deletion_that_fails_leaves_the_change_waiting(store, address):
    with open_index(address, create=True) as index:
        Feed(store, index, address).sync()
        forget(store, 1)
        with pytest.raises(IndexUnavailable):
            Feed(store, BusyWithDeleting(index, 9), address).sync()
        assert Feed(store, index, address).sync().waiting == 0
    assert found(address, "长江") == ["第0条新闻", "第2条新闻"]


def test_nothing_is_written_where_only_deletions_wait(store, address):
    with open_index(address, create=True) as index:
        Feed(store, index, address).sync()
        forget(store, 1)
        written = []
        fed = Feed(store, Troubled(index, written.append), address).sync()
    assert (fed.written, fed.waiting, written) == (0, 0, [])
    assert found(address, "长江") == ["第0条新闻", "第2条新闻"]


def test_an_index_of_this_store_is_not_foreign(store, address):
    assert feed(store, address).foreign() is None
    feed(store, address).sync()
    assert feed(store, address).foreign() is None


def test_an_index_of_another_store_is_foreign(store, address, tmp_path):
    feed(store, address).sync()
    with Store.open(tmp_path / "other" / "shengmei.sqlite", create=True) as other:
        keep(other, article(1))
        assert feed(other, address).foreign().startswith(f"the index {address} holds changes")


def test_a_restored_store_does_not_feed_what_was_fed_before(store, address, tmp_path):
    feed(store, address).sync()
    with store.writing() as transaction:
        transaction.backups.mark_restored(NOW)
    assert feed(store, address).foreign().startswith(f"the index {address} holds changes")
    with pytest.raises(ForeignIndex):
        feed(store, address).sync()
    new = str(tmp_path / "new")
    assert feed(store, new).foreign() is None
    assert feed(store, new).sync().written == 3
    assert feed(store, new).foreign() is None
    assert feed(store, new).sync().written == 0


def test_a_restored_store_does_not_feed_an_index_of_its_first_change(address, tmp_path):
    with Store.open(tmp_path / "small" / "shengmei.sqlite", create=True) as small:
        keep(small, article(1))
        feed(small, address).sync()
        with small.writing() as transaction:
            transaction.backups.mark_restored(NOW)
        assert feed(small, address).foreign().startswith(f"the index {address} holds changes")
