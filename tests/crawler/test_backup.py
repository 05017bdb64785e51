"""A backup made while crawls run is whole, and a data directory made of it goes on."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler import backup as backing
from crawler.archive import Archive, read_captures
from crawler.backup import BackupError, check_backup, make_backup, restore
from crawler.items import Article, Capture
from crawler.store import CaptureRecord, FetchedArticle, Store, StoreError
from tests.program import shengmei
from tests.upgrades.unpacked import migrated_data, unpacked_data

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """A data directory with 50 articles of the demo outlet, and its index."""
    return migrated_data(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def data(kept, tmp_path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "data"))


def run(data: Path, *words: str, code: int = 0):
    done = shengmei(*words, "--data", str(data))
    assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def crawl(data: Path, numbers: range) -> None:
    """Keeps an article for each number, as a crawl does: first the archive, then the store."""
    with Store.open(data / "shengmei.sqlite") as store:
        with store.reading() as transaction:
            archive = Archive(data / "archive", transaction.articles.archive_ends())
        for number in numbers:
            url = f"https://m.example.cn/p/{number}.html"
            page = Capture(url=url, fetched_at=NOW, body=f"第{number}页".encode() * 500)
            (at,) = archive.append([page])
            one = CaptureRecord(url=url, address=url, fetched_at=NOW, status=200, **at.__dict__)
            article = Article(url=url, site="example", title=f"第{number}条", body="一句话。")
            with store.writing() as transaction:
                (key,) = transaction.articles.capture([one])
                kept = FetchedArticle(article=article, capture_id=key, fetched_at=NOW)
                transaction.articles.keep([kept], NOW)
        archive.close()


def said(data: Path) -> dict[str, bytes]:
    """What the archive holds for each response that the store knows, read and compared with its digest."""
    with Store.open_read_only(data / "shengmei.sqlite") as store, store.reading() as transaction:
        ids = [one[0] for one in transaction.articles.readings(range(10_000))]
        records = list(transaction.articles.capture_records(ids).values())
        return {
            one.url: page.body
            for one, page in zip(records, read_captures(data / "archive", records), strict=True)
        }


def test_what_is_restored_is_what_was_there(data, tmp_path):
    before = said(data)
    done = run(data, "backup", str(tmp_path / "copy"))
    assert "50 articles" in done.stderr
    run(tmp_path / "new", "restore", str(tmp_path / "copy"))
    assert said(tmp_path / "new") == before
    run(tmp_path / "new", "index", "rebuild")
    assert run(tmp_path / "new", "count").stdout.strip() == "50"
    run(tmp_path / "new", "index", "verify")
    run(tmp_path / "new", "doctor")


def test_made_while_a_crawl_runs_it_is_of_one_moment(data, tmp_path):
    crawling = threading.Thread(target=crawl, args=(data, range(60)))
    crawling.start()
    copies = [tmp_path / f"copy{number}" for number in range(4)]
    for copy in copies:
        make_backup(data, copy)
    crawling.join()
    for number, copy in enumerate(copies):
        check_backup(copy)
        restore(copy, tmp_path / f"new{number}")
        found = said(tmp_path / f"new{number}")  # raises where a record is not whole
        assert found.items() <= said(data).items()
    crawl(tmp_path / "new3", range(60))  # and it goes on
    assert said(tmp_path / "new3").keys() == said(data).keys()


def test_the_store_knows_its_backups(data, tmp_path):
    make_backup(data, tmp_path / "copy")
    with Store.open(data / "shengmei.sqlite") as store, store.reading() as transaction:
        assert [path for path, _ in transaction.backups.known()] == [str(tmp_path / "copy")]
    url = "http://m.xingzhi.example/p/861582.html"
    before = (tmp_path / "copy" / "shengmei.sqlite").read_bytes()
    told = shengmei("forget", url, "--reason", "asked for", "--data", str(data))
    assert f"may still hold it: {tmp_path / 'copy'}, a backup of" in told.stderr
    assert (tmp_path / "copy" / "shengmei.sqlite").read_bytes() == before


def test_an_index_that_is_newer_than_what_was_restored_is_built_anew(data, tmp_path):
    make_backup(data, tmp_path / "copy")
    crawl(data, range(5))
    run(data, "index", "sync")
    new = tmp_path / "new"
    restore(tmp_path / "copy", new)
    shutil.copytree(data / "index", new / "index")
    for later in (range(0), range(20, 30)):  # also when the restored store has counted beyond it by then
        crawl(new, later)
        assert "shengmei index rebuild" in run(new, "doctor").stdout
        assert "shengmei index rebuild" in run(new, "index", "sync", code=3).stderr
    run(new, "index", "rebuild")
    run(new, "index", "sync")
    run(new, "index", "verify")
    assert "index rebuild" not in run(new, "doctor").stdout
    assert run(new, "count").stdout.strip() == "60"


def test_nothing_that_is_there_is_replaced(data, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter").write_text("mine")
    run(data, "backup", str(tmp_path / "full"), code=3)
    run(data, "backup", str(data / "inside"), code=3)
    make_backup(data, tmp_path / "copy")
    run(data, "backup", str(tmp_path / "copy"), code=3)
    before = (data / "shengmei.sqlite").read_bytes()
    run(data, "restore", str(tmp_path / "copy"), code=3)
    assert (data / "shengmei.sqlite").read_bytes() == before
    run(tmp_path / "full", "restore", str(tmp_path / "copy"), code=3)
    assert [one.name for one in (tmp_path / "full").iterdir()] == ["letter"]


def test_an_archive_that_goes_on_further_is_left_alone(data, tmp_path):
    """The store was lost, the archive was not."""
    crawl(data, range(1))
    make_backup(data, tmp_path / "copy")
    crawl(data, range(1, 2))
    archive = {one.name: one.read_bytes() for one in (data / "archive").iterdir()}
    for file in data.glob("shengmei*"):
        file.unlink()
    with pytest.raises(BackupError, match="move it away"):
        restore(tmp_path / "copy", data)
    assert {one.name: one.read_bytes() for one in (data / "archive").iterdir()} == archive


@pytest.mark.parametrize("harm", ["shorter", "other", "lost", "no list", "list of nothing", "a way out"])
def test_a_backup_that_is_not_whole_is_not_restored(data, tmp_path, harm):
    copy = tmp_path / "copy"
    made = make_backup(data, copy)
    file = copy / made.files[0].name
    match harm:
        case "shorter":
            file.write_bytes(file.read_bytes()[:-1])
        case "other":
            file.write_bytes(file.read_bytes()[:-1] + b"x")
        case "lost":
            file.unlink()
        case "no list":
            (copy / "backup.json").unlink()
        case "list of nothing":
            (copy / "backup.json").write_text("[]")
        case _:
            told = json.loads((copy / "backup.json").read_text())
            told["files"][0]["name"] = "archive/../../out"
            (copy / "backup.json").write_text(json.dumps(told))
    with pytest.raises(BackupError):
        restore(copy, tmp_path / "new")
    assert not (tmp_path / "new" / "shengmei.sqlite").exists()


def test_restoring_goes_on_where_it_was_killed(data, tmp_path):
    make_backup(data, tmp_path / "copy")
    new = tmp_path / "new"
    (new / "archive").mkdir(parents=True)
    (first, *_) = (tmp_path / "copy" / "archive").iterdir()
    shutil.copy(first, new / "archive")
    (new / f".{backing.STORE}.partial").write_bytes(b"half")
    (new / f".{backing.STORE}.partial-wal").write_bytes(b"half")
    restore(tmp_path / "copy", new)
    assert said(new) == said(data)


def test_an_archive_that_is_shorter_than_the_store_says_is_told(data, tmp_path):
    (file,) = (data / "archive").iterdir()
    file.write_bytes(file.read_bytes()[:-5])
    with pytest.raises(BackupError, match="lacks 5 bytes"):
        make_backup(data, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_there_must_be_a_store(tmp_path):
    with pytest.raises(StoreError, match="no store"):
        make_backup(tmp_path / "nowhere", tmp_path / "copy")
    with pytest.raises(BackupError, match="no backup"):
        restore(tmp_path / "nowhere", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_an_older_store_can_be_copied_before_it_is_upgraded(tmp_path):
    make_backup(unpacked_data(tmp_path), tmp_path / "copy")
    restore(tmp_path / "copy", tmp_path / "new")
    run(tmp_path / "new", "store", "migrate")
    with closing(sqlite3.connect(tmp_path / "new" / "shengmei.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM readers").fetchone() == (0,)
    assert said(tmp_path / "new")
