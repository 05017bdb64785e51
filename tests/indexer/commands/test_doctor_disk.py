"""What `doctor` says of the archive's files, of lists that failed, and of an index that shows no document."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from crawler.archive import Archive
from crawler.items import Capture
from crawler.store import CaptureRecord, Discovery, Store, Verdict
from search_cli.cli import root

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
FILES = [f"shengmei-{number:06}.warc.gz" for number in range(1, 6)]
KEPT = {"http://a.cn/0/", "http://b.cn/0/", "http://b.cn/1/"}


@pytest.fixture
def data(tmp_path):
    """A data directory with an archive of five files, of two pages each."""
    with (
        Store.open(tmp_path / "data" / "shengmei.sqlite", create=True) as store,
        store.writing() as transaction,
    ):
        for _ in FILES:
            archive = Archive(tmp_path / "data" / "archive", transaction.articles.archive_ends(), rotate_at=1)
            pages = [Capture(url=f"http://a.cn/{n}", fetched_at=NOW, body=b"<p>") for n in range(2)]
            for page, place in zip(pages, archive.append(pages), strict=True):
                transaction.articles.capture(
                    [
                        CaptureRecord(
                            url=page.url, address=page.url, fetched_at=NOW, status=200, **place.__dict__
                        )
                    ]
                )
            archive.close()
    return tmp_path / "data"


def check(data, name: str) -> tuple[str, str]:
    called = CliRunner().invoke(root, ["--data", str(data), "doctor", "--json"])
    found = {one["name"]: one for one in json.loads(called.stdout)["checks"]}[name]
    assert called.exit_code == (3 if found["state"] == "bad" else 0), called.output
    return found["state"], found["text"]


def test_a_whole_archive_is_well(data):
    assert sorted(os.listdir(data / "archive")) == FILES
    assert check(data, "archive") == ("ok", "5 files, none shorter than the store says")
    with (data / "archive" / FILES[0]).open("ab") as file:
        file.write(b"a record that no row names")
    assert check(data, "archive")[0] == "ok"


def test_each_lost_or_short_file_is_named(data):
    (data / "archive" / FILES[1]).unlink()
    os.truncate(data / "archive" / FILES[3], (data / "archive" / FILES[3]).stat().st_size - 7)
    state, text = check(data, "archive")
    assert state == "bad"
    assert text.startswith(f"{FILES[1]} is missing, {FILES[3]} lacks 7 bytes at its end in {data}")
    assert "restore" in text
    for name in (FILES[0], FILES[2]):
        (data / "archive" / name).unlink()
    assert f"{FILES[2]} is missing and 1 more in" in check(data, "archive")[1]


def test_lists_that_failed_are_counted_by_site(data):
    with Store.open(data / "shengmei.sqlite") as store, store.writing() as transaction:
        assert check(data, "lists") == ("ok", "none failed when it was last tried")
        urls = [f"http://{site}.cn/{number}/" for site in "ab" for number in range(3)]
        transaction.frontier.discover(
            [Discovery(url=u, address=u, site=u[7], kind="list") for u in urls], NOW
        )
        transaction.frontier.discover(
            [Discovery(url="http://a.cn/1", address="http://a.cn/1", site="a")], NOW
        )
        for row in [*transaction.frontier.dequeue("a", 9, NOW), *transaction.frontier.dequeue("b", 9, NOW)]:
            # Of the lists `a` has two that failed and `b` one; that an article is gone counts for none.
            state = "gone" if row.kind == "article" else "kept" if row.url in KEPT else "failed"
            transaction.frontier.record([Verdict(row=row, state=state, at=NOW, reason="HTTP 503")])
    state, text = check(data, "lists")
    assert state == "warn"
    assert text.startswith(
        "3 failed when last tried: a 2 of 3 (HTTP 503), b 1 of 3 (HTTP 503); shengmei crawl"
    )
