"""An article taken out on request is nowhere any more, and does not come back."""

from __future__ import annotations

import gzip
import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.archive import read_captures
from crawler.archive.gzip_members import end_of_whole_records
from crawler.removal.forget import forget_article
from crawler.store import Store
from search_cli.demo.server import DemoServer
from tests.program import shengmei
from tests.upgrades.unpacked import migrated_data

URL = "http://m.xingzhi.example/p/861582.html"  # has two revisions
TITLE = "长江中游三省协作推进会"


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """A data directory with 50 articles of the demo outlet, and its index."""
    return migrated_data(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def data(kept, tmp_path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "data"))


def run(data: Path, *words: str, code: int = 0, **variables: str):
    done = shengmei(*words, "--data", str(data), **variables)
    assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def forget(data: Path, *words: str, code: int = 0):
    return run(data, "forget", *words, "--reason", "asked for", code=code)


def archived(data: Path) -> bytes:
    return b"".join(gzip.decompress(file.read_bytes()) for file in sorted((data / "archive").iterdir()))


def stored(data: Path) -> bytes:
    return b"".join(file.read_bytes() for file in data.glob("shengmei.sqlite*"))


def question(data: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(data / "shengmei.sqlite")) as database:
        return database.execute(sql).fetchall()


def test_nothing_of_it_is_left_in_store_archive_and_index(data):
    assert TITLE.encode() in archived(data)
    assert TITLE.encode() in stored(data)
    title = json.loads(run(data, "show", URL, "--json").stdout)["title"]
    said = forget(data, URL)
    assert URL.split("//")[1] in said.stdout
    assert title.encode() not in stored(data)
    texts = [one for one in archived(data).split(b"WARC/1.0") if TITLE.encode() in one]
    assert [one for one in texts if b"/p/861582.html" in one.split(b"\r\n\r\n")[0]] == []
    run(data, "show", URL, code=1)
    assert run(data, "count").stdout.strip() == "49"
    assert title not in run(data, "search", TITLE).stdout
    assert run(data, "index", "verify").returncode == 0
    assert question(
        data, "SELECT status, content_hash, content_id, evidence FROM articles WHERE status = 'forgotten'"
    ) == [("forgotten", "", None, None)]


def test_all_other_articles_are_as_they_were(data):
    before = question(data, "SELECT * FROM revisions ORDER BY 1, 2, 3")
    (key,) = question(data, "SELECT id FROM articles WHERE url LIKE '%/p/861582.html'")[0]
    forget(data, URL)
    assert question(data, "SELECT * FROM revisions ORDER BY 1, 2, 3") == [
        row for row in before if row[0] != key
    ]
    with Store.open(data / "shengmei.sqlite") as store, store.reading() as transaction:
        records = [
            one
            for (url,) in question(data, "SELECT DISTINCT url FROM captures")
            for one in transaction.articles.captures_of(str(url))
        ]
    assert len(list(read_captures(data / "archive", records))) == len(records) > 49
    for file in (data / "archive").iterdir():
        assert end_of_whole_records(file, 0) == file.stat().st_size


def test_it_does_not_come_back(data, tmp_path):
    """Neither by a crawl that finds it in the list, nor by its address, nor by reading the archive again."""
    forget(data, URL)
    (tmp_path / "urls").write_text(URL)
    with closing(sqlite3.connect(data / "shengmei.sqlite")) as database, database:
        database.execute("UPDATE frontier SET due_at = '2026-01-01T00:00:00.000Z' WHERE due_at IS NOT NULL")
    with DemoServer() as server:
        given = {"SHENGMEI_PROXY": server.address, "SHENGMEI_DELAY": "0"}
        run(data, "crawl", "demo", code=4, **given)
        run(data, "crawl", "--urls", str(tmp_path / "urls"), **given)
        asked = [str(one) for one in server.served]
    assert len(asked) > 40
    assert [one for one in asked if "861582" in one] == []
    run(data, "reread")
    run(data, "index", "sync")
    run(data, "show", URL, code=1)
    assert question(
        data,
        "SELECT count(*) FROM revisions r JOIN articles a ON a.id = r.article_id WHERE a.url LIKE '%861582%'",
    ) == [(0,)]


def test_an_index_made_anew_does_not_have_it(data):
    forget(data, URL, "--no-index")
    run(data, "index", "verify")  # it is still there, and to be taken out: no difference
    run(data, "index", "rebuild")
    assert run(data, "count").stdout.strip() == "49"
    run(data, "index", "verify")


def test_the_beginning_of_an_id_will_do_if_it_is_one(data):
    (key,) = question(data, "SELECT id FROM articles WHERE url LIKE '%/p/861582.html'")[0]
    forget(data, "no such article", code=1)
    forget(data, str(key)[:7], code=2)
    assert run(data, "count").stdout.strip() == "50"
    forget(data, str(key)[:12])
    run(data, "show", URL, code=1)
    forget(data, str(key)[:12], code=1)
    forget(data, URL)  # again: nothing is left to be done


def test_of_what_was_never_kept_the_address_is_kept_out(data, tmp_path):
    url = "http://m.xingzhi.example/p/861003.html?other=1"
    forget(data, url)
    (tmp_path / "urls").write_text(url)
    with DemoServer() as server:
        run(
            data, "crawl", "--urls", str(tmp_path / "urls"), SHENGMEI_PROXY=server.address, SHENGMEI_DELAY="0"
        )
        assert [one for one in server.served if "other=1" in str(one)] == []


def test_a_reason_is_wanted(data):
    run(data, "forget", URL, code=2)
    run(data, "forget", URL, "--reason", "  ", code=2)
    run(data, "forget", code=2)
    run(data, "forget", "--finish")


def test_killed_between_store_and_archive_the_next_call_or_crawl_goes_on(data):
    with Store.open(data / "shengmei.sqlite") as store:
        forget_article(store, URL, "asked for")
    assert TITLE.encode() in archived(data)
    assert "forget --finish" in run(data, "doctor").stdout
    run(data, "forget", "--finish")
    assert question(data, "SELECT count(*) FROM removals") == [(0,)]
    assert b"removed on request" in archived(data)


def test_what_may_still_hold_it_is_named(data):
    copy = data / "shengmei-version-1-20260101T000000Z.sqlite"
    shutil.copy(data / "shengmei.sqlite", copy)
    before = copy.read_bytes()
    assert str(copy) in forget(data, URL).stderr
    assert copy.read_bytes() == before


def test_an_article_that_was_joined_is_forgotten_by_each_of_its_addresses(data):
    into = "https://m.xingzhi.example/p/1.html"
    with Store.open(data / "shengmei.sqlite") as store, store.writing() as transaction:
        assert transaction.joining.join("https://m.xingzhi.example/p/861582.html", into, datetime.now(UTC))
    said = forget(data, URL)
    assert into in said.stdout
    assert question(data, "SELECT count(*) FROM revisions WHERE article LIKE '%/p/1.html%'") == [(0,)]
    assert question(data, "SELECT count(*) FROM captures WHERE url LIKE '%/p/861582.html'") == [(0,)]
    assert run(data, "count").stdout.strip() == "49"
    run(data, "index", "verify")
