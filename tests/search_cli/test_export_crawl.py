"""What a manifest says of the crawls: days, gaps, and what is known to be missing."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.store import CaptureRecord, Discovery, FetchedArticle, Store, Verdict
from search_cli.exporting import crawl_history
from tests.search_cli.articles import ARTICLES

SITE = ARTICLES[0].site
START = datetime(2026, 5, 1, 15, 59, tzinfo=UTC)  # a minute before midnight in Beijing


@pytest.fixture
def store() -> Path:
    """The store beside the index, with the first article fetched on four days and other addresses not."""
    path = Path("data/shengmei.sqlite").absolute()
    Store.open(path, create=True).close()
    verdict(path, ARTICLES[0].url, "kept")
    with Store.open(path) as store, store.writing() as transaction:
        times = [START, START + timedelta(minutes=1), START + timedelta(days=9), START + timedelta(days=18)]
        key, *_ = transaction.articles.capture([captured(ARTICLES[0].url, at) for at in times])
        transaction.articles.keep(
            [FetchedArticle(article=ARTICLES[0], capture_id=key, fetched_at=START)], START
        )
    return path


def captured(url: str, at: datetime) -> CaptureRecord:
    return CaptureRecord(
        url=url, address=url, fetched_at=at, status=200, file="a.warc.gz", offset=0, length=9, sha256="0"
    )


def verdict(path: Path, url: str, state, kind="article", at: datetime = START, site: str = SITE) -> None:
    """An address of which that became; `discovered` leaves it as found."""
    with Store.open(path) as store, store.writing() as transaction:
        transaction.frontier.discover([Discovery(url=url, address=url, site=site, kind=kind)], at)
        rows = (
            transaction.frontier.dequeue_urls([url], at + timedelta(days=900))
            if state != "discovered"
            else []
        )
        transaction.frontier.record([Verdict(row=row, state=state, at=at) for row in rows])


def said(run) -> dict:
    result = run("export", "長江", "--to", "a.csv", "--force")
    assert (result.exit_code, result.stderr) == (0, "a.csv: 2 articles\n")
    return json.loads(Path("a.csv.manifest.json").read_text())["coverage"]["crawl"]


@pytest.mark.usefixtures("store")
def test_days_are_those_of_beijing_and_longer_pauses_are_gaps(run):
    (site,) = said(run)["sites"]
    assert (site["site"], site["first_day"], site["last_day"]) == (SITE, "2026-05-01", "2026-05-19")
    assert site["days_crawled"] == 4
    assert (site["gaps"], site["gaps_left_out"]) == (["2026-05-11..2026-05-18"], 0)


def test_what_was_never_kept_is_counted_by_its_state(run, store):
    for number, state in enumerate(["failed", "failed", "gone", "disallowed", "unreadable", "alias"]):
        verdict(store, f"https://news.example.cn/x/{number}.html", state)
    verdict(store, "https://news.example.cn/x/new.html", "discovered")
    verdict(store, "https://news.example.cn/list/", "failed", kind="list")
    verdict(store, "https://elsewhere.example.cn/1.html", "failed", site="elsewhere")
    verdict(store, ARTICLES[0].url, "gone")  # was kept: no loss
    (site,) = said(run)["sites"]
    assert site["lost"] == {"failed": 2, "empty": 0, "unreadable": 1, "disallowed": 1, "gone": 1}
    assert (site["waiting"], site["lists_failed"]) == (1, 1)


def test_the_last_answer_of_a_list_counts_as_a_day(run, store):
    verdict(store, "https://news.example.cn/list/", "kept", kind="list", at=START + timedelta(days=12))
    (site,) = said(run)["sites"]
    assert (site["days_crawled"], site["gaps"]) == (5, [])


@pytest.mark.parametrize("few", [0, 10])
def test_other_sites_are_not_named_however_many_are_read(run, store, monkeypatch, few):
    monkeypatch.setattr("crawler.store.history.crawl_history.FEW", few)
    verdict(store, "https://elsewhere.example.cn/1.html", "kept", site="elsewhere")
    assert [(one["site"], one["days_crawled"]) for one in said(run)["sites"]] == [(SITE, 4)]


def test_a_store_says_whether_it_fed_the_index(run, store):
    assert said(run)["store_fed_this_index"] is False
    assert run("--data", str(store.parent), "index", "sync", "--index", "own").exit_code == 0
    assert run("export", "--to", "own.csv", "--index", "own").exit_code == 0
    own = json.loads(Path("own.csv.manifest.json").read_text())["coverage"]["crawl"]
    assert own["store_fed_this_index"] is True


def test_many_gaps_and_many_sites_are_counted(store, monkeypatch):
    monkeypatch.setattr(crawl_history, "MOST_GAPS", 0)
    monkeypatch.setattr(crawl_history, "MOST_SITES", 2)
    answer = crawl_history.crawl(store, "none", [SITE, "unknown", "third"])
    first, unknown = answer["sites"]
    assert (first["gaps"], first["gaps_left_out"], answer["sites_left_out"]) == ([], 1, 1)
    assert (unknown["first_day"], unknown["days_crawled"], unknown["waiting"]) == (None, 0, 0)


def test_without_a_store_the_manifest_says_so(run):
    assert said(run) == {
        "problem": "the store was not there: what was crawled and what is missing is not known"
    }
    assert not Path("data").exists()


@pytest.mark.parametrize("broken", [b"no database at all" * 99, None])
def test_a_store_that_cannot_be_read_fails_no_export(run, store, broken):
    store.unlink()
    store.write_bytes(broken) if broken else store.mkdir()
    assert said(run)["problem"].startswith("the store could not be read: ")


def test_times_that_are_none_are_no_days(run, store):
    with sqlite3.connect(store) as database:
        database.execute("UPDATE captures SET fetched_at = 'sometime' WHERE id = 4")
    assert said(run)["sites"][0]["last_day"] == "2026-05-10"
