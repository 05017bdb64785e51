"""A store that is opened for reading: no file is made or changed, whatever a crawl left beside it."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.items import Article, article_id
from crawler.store import Store, StoreChanged, StoreError
from tests.kept_articles import keep

ARTICLE = Article(url="https://m.example.cn/p/1.html", site="example", title="湖区春耕", body="一句话。")
FILE = "shengmei.sqlite"


def digests(folder: Path) -> dict[str, str]:
    return {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in folder.iterdir()}


def title(store: Store) -> str:
    ids = [article_id(ARTICLE.url)]
    return store.read(lambda transaction: transaction.articles.stored(ids)[0].article.title)


@pytest.fixture
def writer(tmp_path):
    """A store that holds ARTICLE and stays open for writing."""
    with Store.open(tmp_path / "data" / FILE, create=True) as opened:
        keep(opened, ARTICLE)
        yield opened


@pytest.fixture
def left(writer, tmp_path):
    """What a kill leaves: database, `-wal` with what was written last, and `-shm`."""
    return Path(shutil.copytree(writer.path.parent, tmp_path / "left"))


def test_beside_a_running_crawl_nothing_waits_and_the_newest_state_is_read(writer):
    with Store.open_read_only(writer.path) as reading:
        assert title(reading) == "湖区春耕"
        with reading.reading() as transaction:
            assert transaction.articles.count() == {"live": 1}
            keep(writer, replace(ARTICLE, title="湖区夏收"))
            assert transaction.articles.count() == {"live": 1}
        assert title(reading) == "湖区夏收"


@pytest.mark.parametrize("beside", [{"wal", "shm"}, {"wal"}])
def test_what_a_killed_crawl_left_is_read_whole_and_stays_as_it_is(left, beside):
    for name in {"wal", "shm"} - beside:
        (left / f"{FILE}-{name}").unlink()
    before = digests(left)
    assert len(before) == 1 + len(beside)
    with Store.open_read_only(left / FILE) as store:
        assert title(store) == "湖区春耕"
    assert digests(left) == before


def test_a_store_that_was_closed_is_read_without_a_file_beside_it(writer):
    writer.close()
    before = digests(writer.path.parent)
    assert set(before) == {FILE}
    with Store.open_read_only(writer.path) as store:
        assert title(store) == "湖区春耕"
        assert store.uuid == writer.uuid
    writer.close()
    assert digests(writer.path.parent) == before


def test_a_copy_is_made_anew_when_the_store_has_changed(left):
    (left / f"{FILE}-shm").unlink()
    with Store.open_read_only(left / FILE) as store:
        assert title(store) == "湖区春耕"
        with Store.open(left / FILE) as writing:
            keep(writing, replace(ARTICLE, title="湖区夏收"))
        assert title(store) == "湖区夏收"


def test_what_was_read_while_a_crawl_wrote_the_file_is_not_believed_but_read_again(writer):
    writer.close()
    titles = []

    def ask(transaction):
        found = transaction.articles.stored([article_id(ARTICLE.url)])[0].article.title
        if not titles:
            with Store.open(writer.path) as crawl:
                keep(crawl, replace(ARTICLE, title="湖区夏收"))
        titles.append(found)
        return found

    with Store.open_read_only(writer.path) as store:
        assert store.read(ask) == "湖区夏收"
        assert titles == ["湖区春耕", "湖区夏收"]
        with pytest.raises(StoreChanged, match="read it again"), store.reading():  # noqa: PT012
            moved = writer.path.stat().st_mtime_ns + 1_000_000_000
            os.utime(writer.path, ns=(moved, moved))


def test_it_writes_nothing_and_says_so(writer):
    with (
        Store.open_read_only(writer.path) as store,
        pytest.raises(StoreError, match="opened for reading alone"),
        store.writing(),
    ):
        pass


def test_what_is_no_store_is_said_in_one_line(tmp_path):
    with pytest.raises(StoreError, match="crawl something first"):
        Store.open_read_only(tmp_path / FILE)
    (tmp_path / FILE).write_bytes(b"no database, but long enough to look at" * 9)
    with pytest.raises(StoreError, match="no sound SQLite database"):
        Store.open_read_only(tmp_path / FILE)
    sqlite3.connect(tmp_path / "new.sqlite").execute("PRAGMA user_version=1").connection.close()
    with pytest.raises(StoreError, match="holds nothing yet"):
        Store.open_read_only(tmp_path / "new.sqlite")
    with sqlite3.connect(tmp_path / "other.sqlite") as other:
        other.execute("CREATE TABLE notes (text)")
    with pytest.raises(StoreError, match="database of something else"):
        Store.open_read_only(tmp_path / "other.sqlite")


def test_articles_are_listed_by_id_and_by_site(writer):
    more = [replace(ARTICLE, url=f"https://m.example.cn/p/{n}.html", site="other") for n in range(2, 7)]
    for one in more:
        keep(writer, one)
    with Store.open_read_only(writer.path) as store:
        ids = store.read(lambda transaction: transaction.articles.listed("", 100))
        assert ids == sorted(article_id(one.url) for one in (ARTICLE, *more))
        assert store.read(lambda transaction: transaction.articles.listed(ids[1], 2)) == ids[2:4]
        of_example = store.read(lambda transaction: transaction.articles.listed("", 100, "example"))
        assert of_example == [article_id(ARTICLE.url)]
