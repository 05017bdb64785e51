"""A name that was asked to go is ■ in everything that is kept, and in what is fetched later."""

from __future__ import annotations

import gzip
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.archive import read_captures
from crawler.removal.mask_person import mask_person
from crawler.store import Store
from search_cli.demo.server import DemoServer
from tests.program import shengmei
from tests.upgrades.unpacked import migrated_data

URL = "http://m.xingzhi.example/p/861582.html"  # has two revisions


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """A data directory with 50 articles of the demo outlet, and its index."""
    return migrated_data(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def data(kept, tmp_path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "data"))


@pytest.fixture
def person(data) -> str:
    """A reporter of the article, whom other articles name too."""
    bylines = json.loads(run(data, "show", URL, "--json").stdout)["bylines"]
    return str(next(one["name"] for one in bylines if one["role"] == "reporter"))


def run(data: Path, *words: str, code: int = 0, **variables: str):
    done = shengmei(*words, "--data", str(data), **variables)
    assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def mask(data: Path, name: str, *words: str, code: int = 0):
    return run(data, "forget", "--person", name, "--reason", "asked for", *words, code=code)


def archived(data: Path) -> bytes:
    return b"".join(gzip.decompress(file.read_bytes()) for file in sorted((data / "archive").iterdir()))


def stored(data: Path) -> bytes:
    return b"".join(file.read_bytes() for file in data.glob("shengmei.sqlite*"))


def question(data: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(data / "shengmei.sqlite")) as database:
        return database.execute(sql).fetchall()


def readable(data: Path) -> int:
    """How many responses the archive gives, each with the digest that the store says."""
    with Store.open_read_only(data / "shengmei.sqlite") as store, store.reading() as transaction:
        ids = [int(str(row[0])) for row in question(data, "SELECT id FROM captures")]
        records = transaction.articles.capture_records(ids)
        return len(list(read_captures(data / "archive", records.values())))


def test_the_name_is_nowhere_any_more(data, person):
    assert person.encode() in archived(data)
    assert person.encode() in stored(data)
    before = readable(data)
    mask(data, person)
    assert person.encode() not in archived(data)
    assert person.encode() not in stored(data)
    assert readable(data) == before
    told = run(data, "show", URL, "--revisions", "--json").stdout
    assert person not in told
    assert "■" * len(person) in told
    assert run(data, "count", f'"{person}"', code=1).stdout.strip() == "0"
    run(data, "index", "verify")
    assert run(data, "count").stdout.strip() == "50"


def test_nothing_else_is_changed(data, person):
    texts = "SELECT article_id, revision, extraction, article FROM revisions ORDER BY 1, 2, 3"
    before = question(data, texts)
    mask(data, person)
    masked = [(*row[:3], str(row[3]).replace(person, "■" * len(person))) for row in before]
    assert question(data, texts) == masked
    assert sum(old != new for old, new in zip(before, masked, strict=True)) > 1


def test_it_stays_masked_when_the_archive_is_read_and_the_page_fetched_again(data, person):
    mask(data, person)
    revisions = question(data, "SELECT url, revision FROM articles ORDER BY url")
    run(data, "reread")
    assert person.encode() not in stored(data)
    with closing(sqlite3.connect(data / "shengmei.sqlite")) as database, database:
        database.execute("UPDATE frontier SET due_at = '2026-01-01T00:00:00.000Z' WHERE due_at IS NOT NULL")
    with DemoServer() as server:
        server.replace(
            "/p/861582.html", server.site.pages["/p/861582.html"].body.decode().replace("三省", "各省")
        )
        run(data, "crawl", "demo", code=4, SHENGMEI_PROXY=server.address, SHENGMEI_DELAY="0")
    assert person.encode() not in stored(data)
    assert person.encode() not in archived(data)
    changed = [
        one
        for one in question(data, "SELECT url, revision FROM articles ORDER BY url")
        if one not in revisions
    ]
    assert [str(url).rpartition("/")[2] for url, _ in changed] == ["861582.html"]


def test_of_one_site_alone(data, person):
    """The demo is one site: another one's article names the person too."""
    with closing(sqlite3.connect(data / "shengmei.sqlite")) as database, database:
        (other,) = database.execute("SELECT id FROM articles WHERE url LIKE '%/p/861003.html'").fetchone()
        database.execute("UPDATE articles SET site = 'other' WHERE id = ?", (other,))
        database.execute("UPDATE frontier SET site = 'other' WHERE url LIKE '%/p/861003.html'")
        (said,) = database.execute("SELECT article FROM revisions WHERE article_id = ?", (other,)).fetchone()
        named = json.dumps({**json.loads(said), "title": person}, ensure_ascii=False)
        database.execute("UPDATE revisions SET article = ? WHERE article_id = ?", (named, other))
    mask(data, person, "--site", "no such site", code=2)
    mask(data, person, "--site", "demo")
    held = question(data, f"SELECT DISTINCT article_id FROM revisions WHERE article LIKE '%{person}%'")
    assert held == [(other,)]


def test_the_name_itself_is_not_kept_and_asking_twice_is_one_rule(data, person):
    mask(data, person)
    again = mask(data, f"{person[0]}　{person[1:]}")
    assert "masked in 0 articles and 0 responses" in again.stderr
    assert question(data, "SELECT count(*), count(done_at) FROM masks") == [(1, 1)]


def test_a_damaged_response_is_counted_and_the_rest_masked(data, person):
    """The same call goes on when it was restored."""
    (file,) = (data / "archive").iterdir()
    whole = file.read_bytes()
    (offset, length) = question(data, "SELECT offset, length FROM captures WHERE url LIKE '%861582%'")[0]
    torn = bytearray(whole)
    torn[int(str(offset)) + int(str(length)) // 2] ^= 0xFF
    file.write_bytes(torn)
    said = mask(data, person, code=4).stderr
    assert "1 response is damaged" in said
    assert "forget --person" in run(data, "doctor").stdout
    assert person.encode() not in stored(data)
    file.write_bytes(
        whole[: int(str(offset)) + int(str(length))]
        + file.read_bytes()[int(str(offset)) + int(str(length)) :]
    )
    mask(data, person)
    assert person.encode() not in archived(data)


def test_killed_after_the_texts_the_same_call_goes_on(data, person):
    shutil.move(data / "archive", data / ".archive")
    with Store.open(data / "shengmei.sqlite") as store:
        done = mask_person(store, data / "archive", person, None, "asked for")
        assert done.damaged > 0  # nothing of the archive was at hand
    shutil.move(data / ".archive", data / "archive")
    assert person.encode() in archived(data)
    mask(data, person)
    assert person.encode() not in archived(data)


@pytest.mark.parametrize(
    "words", [["--person", ""], ["--person", "王"], ["--person", "王小明", URL], [URL, "--site", "demo"]]
)
def test_what_makes_no_sense_is_refused(data, words):
    before = stored(data)
    run(data, "forget", "--reason", "asked for", *words, code=2)
    assert stored(data) == before
