"""`shengmei worker` as processes on PostgreSQL, and what is asked of workers: who does what, drain, names."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from crawler.archive.file_names import file_name
from crawler.spiders.politeness.visits import VisitBounds
from crawler.spiders.run_settings import run_settings
from crawler.spiders.worker import Worker, WorkerOptions, check_name
from crawler.store import Discovery, Store, StoreError
from search_cli.cli import root
from shengmei.config import load
from shengmei.problems import UsageProblem
from tests.crawler.spiders.web import Answer
from tests.postgresql import ONE_STORE
from tests.workers.started import StartedWorker
from tests.workers.watched_web import WatchedWeb

NOW = datetime.now(UTC)
HOSTS = [f"news.{name}.example" for name in ("east", "north", "south")]
EACH = 8


def ask(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(root, list(words))
    assert done.exit_code == code, done.output
    return done.output


def listed() -> list[dict]:
    return json.loads(ask("worker", "list", "--json"))["workers"]


def fail_once(web: WatchedWeb, failing: str) -> None:
    """The first answer to that address is HTTP 500."""
    answer = web.answer
    web.answer = lambda url: (
        Answer(status=500) if url == failing and failing not in web.asked[:-1] else answer(url)
    )


def test_two_workers_keep_each_address_once_and_one_ends_when_it_is_asked_to(tmp_path, monkeypatch):
    place = ONE_STORE.emptied()
    monkeypatch.setenv("SHENGMEI_STORE", place.url)
    monkeypatch.setenv("SHENGMEI_DATA", str(tmp_path / "asks"))
    with WatchedWeb(HOSTS, EACH) as web, Store.open(place) as store:
        fail_once(web, web.urls[-1])
        found = [Discovery(url=f"https{url[4:]}", address=url, site=url.split("/")[2]) for url in web.urls]
        store.write(lambda transaction: transaction.frontier.discover(found, NOW))
        status = json.loads(ask("status", "--json"))
        assert (status["due_groups"], status["workers"]) == ({"all": 3, "free": 3}, [])
        settings = {"SHENGMEI_STORE": place.url, "SHENGMEI_LEASE": "2", "http_proxy": web.address}
        # One that would take a minute, and is asked to end when the other one has started.
        north = StartedWorker(
            "north", tmp_path, settings, "--delay", "4", "--at-once", "1", "--visit-pages", "1"
        )
        while not any(one["groups"] for one in listed()):
            assert not north.has_ended(), north.said()
            time.sleep(0.05)
        south = StartedWorker("south", tmp_path, settings, "--delay", "0.05", "--at-once", "2")
        while len(listed()) < 2:
            assert not south.has_ended(), south.said()
            time.sleep(0.05)
        ask("worker", "drain", "north")
        assert (north.wait(120), south.wait(120)) == (0, 0), north.said() + south.said()
        assert [(one["state"], one["reason"]) for one in listed()] == [
            ("ended", "drained"),
            ("ended", "nothing due"),
        ]
        assert "asked to end after its visits" in north.said()
        assert web.most == dict.fromkeys(HOSTS, 1)
        assert web.asked_twice() == 1  # what failed is tried once more, and is one page
        assert sum(one["pages"] for one in listed()) == 24
        for one, said in zip(listed(), (north.said(), south.said()), strict=True):
            assert f"worker {one['name']}: " in said
            assert f", {one['pages']} page" in said
        with store.connected() as connection:
            counts = text("SELECT count(*), count(DISTINCT article_id), max(revision) FROM revisions")
            assert tuple(connection.execute(counts).one()) == (24, 24, 1)
            kept = connection.execute(text("SELECT count(*) FROM frontier WHERE state = 'kept'")).scalar()
            named = (
                connection.execute(text("SELECT DISTINCT file FROM captures ORDER BY file")).scalars().all()
            )
    assert (kept, named) == (24, [file_name(1, "north"), file_name(1, "south")])
    for name in ("north", "south"):
        assert [one.name for one in (tmp_path / name / "archive").glob("*.gz")] == [file_name(1, name)]


@pytest.fixture
def store(tmp_path, monkeypatch):
    data = tmp_path / "data"
    monkeypatch.setenv("SHENGMEI_DATA", str(data))
    with Store.open(data / "shengmei.sqlite", create=True) as opened:
        yield opened


def worker(store: Store, name: str | None = None, folder=None) -> Worker:
    options = WorkerOptions(name=name, visits=VisitBounds(most=1))
    return Worker(options, store, folder or store.path.parent, f"{name}-1", 30.0)


def test_a_worker_is_listed_drained_and_ended(store):
    assert "no worker has crawled" in ask("worker", "list")
    north = worker(store, "north")
    store.write(lambda transaction: north.begin(transaction, datetime.now(UTC)))
    assert "north" in ask("worker", "list")
    assert "running" in ask("worker", "list")
    assert "workers    1 running" in ask("status")
    assert "ends after its visits" in ask("worker", "drain", "north")
    store.write(lambda transaction: north.renew(transaction, datetime.now(UTC), 3))
    assert (north.drained, north.visits.room) == (True, 0)
    store.write(lambda transaction: north.end(transaction, NOW, "drained", 4))
    assert [one["pages"] for one in listed()] == [4]
    assert "does not run" in ask("worker", "drain", "north", code=1)
    assert "no worker is called nobody" in ask("worker", "drain", "nobody", code=2)


def test_each_worker_of_a_data_directory_has_another_name_and_the_next_gets_it_again(store):
    one, other = worker(store), worker(store)
    assert other.name == f"{one.name}-2"
    check_name(one.name)
    one.release()
    assert worker(store).name == one.name


def test_a_name_in_use_is_refused(store, tmp_path):
    north = worker(store, "north")
    with pytest.raises(StoreError, match="worker north runs in"):
        worker(store, "north")
    store.write(lambda transaction: north.begin(transaction, datetime.now(UTC)))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with pytest.raises(StoreError, match="in another data directory"):
        worker(store, "north", elsewhere)
    assert not list(elsewhere.glob(".worker-*"))


def test_a_name_in_use_on_another_machine_is_refused_until_its_lease_ends(store, monkeypatch):
    """As with a data directory that was copied with the machine, or is on a disk that both share."""
    north = worker(store, "north")
    store.write(lambda transaction: north.begin(transaction, NOW))
    north.release()
    again = worker(store, "north")
    store.write(lambda transaction: again.begin(transaction, NOW))  # on the same machine, after a kill
    monkeypatch.setattr("socket.gethostname", lambda: "another")
    with pytest.raises(StoreError, match="worker north runs on"):
        store.write(lambda transaction: again.begin(transaction, NOW))
    store.write(lambda transaction: again.begin(transaction, NOW + timedelta(seconds=31)))


@pytest.mark.parametrize("name", ["", "North", "a/b", "..", "-a", "a" * 65, "北"])
def test_a_name_that_can_stand_in_no_file_name_is_a_usage_error(name):
    with pytest.raises(UsageProblem, match="small letters"):
        check_name(name)
    assert "small letters" in ask("worker", f"--name={name}", code=2)


def test_a_request_of_a_worker_is_over_before_its_lease(monkeypatch):
    monkeypatch.setenv("SHENGMEI_LEASE", "12")
    assert run_settings(load({}), is_worker=True)["DOWNLOAD_TIMEOUT"] == 10
    monkeypatch.setenv("SHENGMEI_LEASE", "600")
    assert run_settings(load({}), is_worker=True)["DOWNLOAD_TIMEOUT"] == 60
    assert "DOWNLOAD_TIMEOUT" not in run_settings(load({}))


def test_a_lost_worker_is_said_to_be_lost(store):
    north = worker(store, "north")
    store.write(lambda transaction: north.begin(transaction, NOW - timedelta(hours=1)))
    assert "lost" in ask("worker", "list")
    assert "does not run" in ask("worker", "drain", "north", code=1)
