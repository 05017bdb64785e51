"""The archive read again: what is damaged is named and counted, and everything else is read."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from crawler.archive import Archive, ArchiveError
from crawler.commands.reread import SHOWN, summary
from crawler.items import Article, Capture
from crawler.reread import Reread, reread_archive
from crawler.store import CaptureRecord, Discovery, FetchedArticle, Store, Verdict
from search_cli.cli import root
from tests.crawler.archive.keeping import Keeping, page
from tests.crawler.spiders.web import article
from tests.unwritable import NOBODY, SCRIPT, unwritable_copy

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
URLS = [f"https://news.one.example/{number}.html" for number in range(4)]


@pytest.fixture
def data(tmp_path):
    """Four articles as an earlier version read them: without a body."""
    pages = [
        Capture(url=url, fetched_at=NOW, body=article(f"第{n}块田").encode()) for n, url in enumerate(URLS)
    ]
    archive = Archive(tmp_path / "data" / "archive", {})
    with (
        Store.open(tmp_path / "data" / "shengmei.sqlite", create=True) as store,
        store.writing() as transaction,
    ):
        places = archive.append(pages)
        keys = transaction.articles.capture(
            [
                CaptureRecord(url=page.url, address=page.url, fetched_at=NOW, status=200, **vars(place))
                for page, place in zip(pages, places, strict=True)
            ]
        )
        earlier = [
            Article(url=url, site="news.one.example", title=f"第{n}块田") for n, url in enumerate(URLS)
        ]
        transaction.articles.keep(
            [
                FetchedArticle(article=one, capture_id=key, fetched_at=NOW)
                for one, key in zip(earlier, keys, strict=True)
            ],
            NOW,
        )
    archive.close()
    return tmp_path / "data"


@pytest.fixture
def damaged(data):
    """The second record has a byte changed in its middle, the last one lacks its end."""
    file = data / "archive" / "shengmei-000001.warc.gz"
    with Store.open(data / "shengmei.sqlite") as store, store.reading() as transaction:
        places = list(transaction.articles.capture_records([1, 2, 3, 4]).values())
    whole = bytearray(file.read_bytes())
    whole[places[1].offset + places[1].length // 2] ^= 0xFF
    file.write_bytes(whole)
    os.truncate(file, places[3].offset + places[3].length // 2)
    return data


def bodies(data) -> dict[str, bool]:
    """By address, whether the store has a text."""
    with Store.open(data / "shengmei.sqlite") as store, store.reading() as transaction:
        ids = [key for url in URLS for key in transaction.articles.find(url)]
        return {one.article.url: bool(one.article.body) for one in transaction.articles.stored(ids)}


def test_damaged_records_are_named_and_the_others_read(damaged):
    with Store.open(damaged / "shengmei.sqlite") as store:
        done = reread_archive(store, damaged / "archive", processes=1)
    assert (done.pages, done.changed, done.problems) == (4, 2, [])
    assert [url for url, _ in done.damaged] == [URLS[1], URLS[3]]
    assert all(reason.startswith("archive file shengmei-000001.warc.gz holds") for _, reason in done.damaged)
    assert bodies(damaged) == dict(zip(URLS, (True, False, True, False), strict=True))


def test_the_command_says_what_is_damaged_and_ends_incomplete(damaged):
    called = CliRunner().invoke(root, ["--data", str(damaged), "reread", "--no-index"])
    assert called.exit_code == 4, called.output
    assert f"  damaged: {URLS[1]}: archive file shengmei-000001.warc.gz holds" in called.stderr
    assert "2 pages read again" in called.stderr
    assert "2 are damaged in the archive" in called.stderr


def test_a_whole_archive_is_read_to_its_end(data):
    told: list[tuple[int, int]] = []
    with Store.open(data / "shengmei.sqlite") as store:
        done = reread_archive(
            store, data / "archive", processes=1, on_progress=lambda now, all_: told.append((now, all_))
        )
        again = reread_archive(store, data / "archive", processes=1)
    assert (done.pages, done.changed, done.damaged) == (4, 4, [])
    assert told == [(4, 4)]
    assert again.changed == 0


def test_a_dry_run_says_the_same_and_keeps_nothing(data):
    """As another user too, since root passes over permissions."""
    before = {one: one.read_bytes() for one in data.rglob("*") if one.is_file()}
    with unwritable_copy(data) as closed:
        commands = json.dumps([["reread", "--dry-run"]])
        call = [sys.executable, "-c", SCRIPT, str(data), str(closed), str(NOBODY), commands]
        done = subprocess.run(call, cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    ((code, _, said),) = json.loads(done.stdout)
    assert not code, said
    assert "4 articles say more or other than before, 0 are new" in said
    assert "tried on a copy: nothing was changed" in said
    assert {one: one.read_bytes() for one in data.rglob("*") if one.is_file()} == before
    really = CliRunner().invoke(root, ["--data", str(data), "reread", "--no-index"])
    assert "4 articles say more or other than before, 0 are new" in really.stderr


def test_a_dry_run_without_a_store_says_so(tmp_path):
    done = CliRunner().invoke(root, ["--data", str(tmp_path), "reread", "--dry-run"])
    assert done.exit_code == 3
    assert not list(tmp_path.iterdir())


def test_a_lost_file_is_damage_a_lost_archive_a_fault(data):
    (data / "archive" / "shengmei-000001.warc.gz").unlink()
    with Store.open(data / "shengmei.sqlite") as store:
        done = reread_archive(store, data / "archive", processes=1)
        assert [url for url, _ in done.damaged] == URLS
        shutil.rmtree(data / "archive")
        with pytest.raises(ArchiveError, match="no archive at"):
            reread_archive(store, data / "archive", processes=1)
    assert bodies(data) == dict.fromkeys(URLS, False)


def test_only_the_first_problems_are_named():
    some = [(f"http://a.example/{number}", "torn") for number in range(SHOWN + 2)]
    done = Reread(pages=9, changed=1, problems=[("http://a.example/x", "no body")], damaged=some)
    lines = summary(done, 75)
    assert lines[0] == "  not read today: http://a.example/x: no body"
    assert len(lines) == 1 + SHOWN + 1
    assert lines[-1] == (
        "2 pages read again in 1:15: 1 article says more or other than before, 0 are new, "
        "7 are damaged in the archive"
    )
    assert summary(replace(done, damaged=[]), 75)[-1].startswith("9 pages read again")


def test_the_page_of_an_error_is_not_read_as_what_the_address_says(tmp_path):
    """It came after a page that nobody could read, and before one that was too large to be fetched."""
    url = "http://news.one.example/7.html"
    with Keeping(tmp_path / "data") as keeping:
        picture = page(7, NOW, body=b"\x89PNG\r\n\x1a\n" * 20, exchange=None)
        error = page(7, NOW, body=article("系统维护").encode(), status=503, exchange=None)
        with keeping.store.writing() as transaction:
            transaction.frontier.discover([Discovery(url=url, address=url, site="news.one.example")], NOW)
            (row,) = transaction.frontier.dequeue_urls([url], datetime.now(UTC))
            transaction.frontier.record([Verdict(row=row, state="unreadable", at=NOW)])
        for one in (picture, error):
            assert keeping.keep(one)[0].url == url
        done = reread_archive(keeping.store, keeping.archive_folder, processes=1)
    assert (done.pages, done.found, dict(done.states)) == (1, 0, {"unreadable": 1})
