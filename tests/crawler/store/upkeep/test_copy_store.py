"""A store goes from a file to PostgreSQL and back, row by row, and its indexes go on."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from crawler.items import article_id
from crawler.store import Store, StoreError
from crawler.store.upkeep import copy_store as copying
from crawler.store.upkeep.copy_store import copy_store
from indexer.feed import Feed
from indexer.search import open_index
from search_cli.cli import root
from tests.crawler.store.test_both_databases import asked, history
from tests.crawler.store.test_store import ARTICLE, NOW, keep
from tests.postgresql import postgresql_server


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "old" / "shengmei.sqlite"
    with Store.open(path, create=True) as store:
        history(store)
    return path


def answers(place) -> dict[str, object]:
    with Store.open(place) as store:
        return store.read(asked) | {"uuid": store.uuid}


def assert_same(one, other) -> None:
    """Whatever is asked, both stores say the same."""
    found = answers(other)
    for question, answer in answers(one).items():
        assert found[question] == answer, question


def test_there_and_back_everything_is_as_it_was(old, tmp_path, monkeypatch):
    monkeypatch.setattr(copying, "PORTION", 3)
    server = postgresql_server().new_database()
    back = tmp_path / "back" / "shengmei.sqlite"
    done = copy_store(old, server)
    assert done.rows > done.written > 60  # the tables' version is there already
    assert_same(old, server)
    copy_store(server, back)
    assert_same(old, back)
    for target in (server, old, back):
        with pytest.raises(StoreError, match="a whole copy of it, or it itself"):
            copy_store(old, target)
    with Store.open(back) as store, store.writing() as transaction:
        before = transaction.changes.newest()
        transaction.masks.tell_indexes([article_id("https://m.example.cn/p/1.html")], NOW)
        assert transaction.changes.newest() == before + 1


def test_numbers_of_deleted_changes_never_come_back(old):
    with Store.open(old) as store, store.connected(writes=True) as connection:
        last = connection.execute(text("SELECT max(seq) FROM changes")).scalar_one()
        connection.execute(text("DELETE FROM changes WHERE seq = :last"), {"last": last})
    server = postgresql_server().new_database()
    copy_store(old, server)
    with Store.open(server) as store:
        keep(store, ARTICLE)
        with store.reading() as transaction:
            assert transaction.changes.newest() == last + 1


def test_a_copy_that_was_killed_goes_on_with_what_it_lacks(old, monkeypatch):
    monkeypatch.setattr(copying, "PORTION", 3)
    server = postgresql_server().new_database()

    def stop(done: int, _size: int) -> None:
        if done > 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_store(old, server, stop)
    for opening in (lambda: Store.open(server), lambda: Store.open_read_only(server)):
        with pytest.raises(StoreError, match="a copy that is not whole yet"):
            opening()
    with Store.open(old) as store, store.writing() as transaction:  # something goes meanwhile
        url = "https://m.example.cn/p/3.html"
        transaction.forgetting.forget(url, url, "example", "asked", NOW)
    done = copy_store(old, server)
    assert 0 < done.written < done.rows
    assert_same(old, server)


def test_another_store_is_not_written_over(old, tmp_path):
    other = tmp_path / "other" / "shengmei.sqlite"
    with Store.open(other, create=True) as store:
        keep(store, ARTICLE)
    with pytest.raises(StoreError, match="holds another store"):
        copy_store(old, other)


def test_an_address_that_postgresql_has_no_room_for_is_named(old):
    with Store.open(old) as store:
        keep(
            store,
            type(ARTICLE)(url="https://m.example.cn/" + "长" * 900, site="example", title="x", body="y"),
        )
    with pytest.raises(StoreError, match="no room for an address of 921 characters"):
        copy_store(old, postgresql_server().new_database())


def test_the_command_moves_a_collection_and_its_index_goes_on(tmp_path):
    data, index = tmp_path / "data", str(tmp_path / "data" / "index")
    with Store.open(data / "shengmei.sqlite", create=True) as store:
        keep(store, ARTICLE)
        with open_index(index, create=True) as opened:
            assert Feed(store, opened, index).sync().written == 1
    server = postgresql_server().new_database()
    refused = CliRunner().invoke(
        root, ["store", "copy", str(data), "postgresql+psycopg://me:secret@db.example/x"]
    )
    assert (refused.exit_code, "no place for the store's password" in refused.stderr) == (2, True)
    done = CliRunner().invoke(root, ["store", "copy", str(data), server.url])
    assert done.exit_code == 0, done.stderr
    assert "rows are the same in both" in done.stderr
    with Store.open(server) as store, open_index(index) as opened:
        feed = Feed(store, opened, index)
        assert feed.lag().behind == 0
        keep(
            store,
            type(ARTICLE)(url="https://m.example.cn/p/2.html", site="example", title="堤上", body="长江。"),
        )
        assert feed.sync().written == 1
