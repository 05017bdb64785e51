"""The whole way on PostgreSQL: crawled, indexed, searched, shown, and what cannot be done there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import update

import shengmei as public
from crawler.spiders.lock import CrawlLock
from crawler.store import Discovery, Store
from crawler.store.databases import postgresql
from crawler.store.schema import frontier
from search_cli.cli import root
from shengmei.problems import UsageProblem
from shengmei.store_place import database_address
from tests.crawler.spiders.test_crawl import A, article, crawl, html
from tests.postgresql import ONE_STORE, postgresql_server
from tests.workers.started import NO_ENVIRONMENT
from tests.workers.watched_web import WatchedWeb


@pytest.fixture
def store(monkeypatch):
    """The address of an empty store, which the environment names."""
    place = ONE_STORE.emptied()
    monkeypatch.setenv("SHENGMEI_STORE", place.url)
    return place


def test_a_crawl_its_index_and_what_is_asked_of_both(web, data, store, monkeypatch):
    web.pages = {f"{A}/1.html": html(article("早稻插秧")), f"{A}/2.html": html(article("堤上"))}
    first = crawl(web, data, list(web.pages), "--no-index")
    assert first.returncode == 0, first.stderr
    with Store.open(store) as opened, opened._engine.begin() as connection:
        connection.execute(update(frontier).values(due_at="2020-01-01T00:00:00.000Z"))
    web.pages[f"{A}/1.html"] = html(article("早稻插秧完成"))
    again = crawl(web, data, list(web.pages), "--no-index")
    assert again.returncode == 0, again.stderr
    assert not (data / "shengmei.sqlite").exists()
    monkeypatch.setenv("SHENGMEI_DATA", str(data))

    def run(*words: str, code: int = 0) -> str:
        done = CliRunner().invoke(root, list(words))
        assert done.exit_code == code, done.output
        return done.output

    run("index", "sync")
    (hit,) = json.loads(run("search", "完成", "--json"))["hits"]
    shown = run("show", hit["id"][:12], "--revisions")
    assert "早稻插秧完成" in shown
    status = json.loads(run("status", "--json"))
    assert (status["articles"], status["index"]["behind"]) == ({"live": 1, "changed": 1}, 0)
    assert status["disk"]["store"] > 1_000_000
    checks = {one["name"]: one["state"] for one in json.loads(run("doctor", "--json"))["checks"]}
    assert {checks[name] for name in ("store", "archive", "lag")} == {"ok"}
    with public.open_store() as opened:
        assert [one.number for one in opened.revisions(hit["id"])] == [1, 2]
        assert len(list(opened.captures(hit["id"]))) == 2
    assert "pg_dump" in run("backup", str(data.parent / "copy"), code=2)
    assert "pg_restore" in run("restore", str(data.parent / "copy"), code=2)
    assert "copy of the database" in run("reread", "--dry-run", code=2)
    run("reread")
    assert "the newest" in run("store", "migrate")
    elsewhere = crawl(web, data.parent / "elsewhere", list(web.pages), "--no-index")
    assert (elsewhere.returncode, "of another data directory" in elsewhere.stderr) == (3, True)
    run("forget", "--reason", "asked", hit["url"])
    with public.open_store() as opened:
        assert opened.count() == {"live": 1}


@pytest.mark.parametrize("words", [("status",), ("index", "sync"), ("crawl", "hbtv"), ("store", "migrate")])
def test_a_server_that_does_not_answer_is_a_line_and_exit_3(tmp_path, monkeypatch, words):
    monkeypatch.setattr(postgresql, "PATIENCE", 0.1)
    monkeypatch.setenv("SHENGMEI_CONTACT", "me@example.cn")
    monkeypatch.setenv("SHENGMEI_STORE", "postgresql+psycopg://me@127.0.0.1:1/shengmei")
    done = CliRunner().invoke(root, ["--data", str(tmp_path / "data"), *words])
    assert (done.exit_code, "127.0.0.1:1/shengmei does not answer" in done.output) == (3, True), done.output
    assert "me@" not in done.output


IMPATIENT = """import runpy, sys
from crawler.store.databases import postgresql
postgresql.PATIENCE = 1.0
runpy.run_module("search_cli", run_name="__main__", alter_sys=True)"""


def test_a_server_that_goes_while_a_worker_runs_is_waited_for_once(tmp_path, store):
    server = postgresql_server()
    with WatchedWeb(["news.east.example"], 200) as web:
        found = [Discovery(url=f"https{url[4:]}", address=url, site="news.east.example") for url in web.urls]
        with Store.open(store) as opened:
            opened.write(lambda transaction: transaction.frontier.discover(found, datetime.now(UTC)))
        command = [sys.executable, "-c", IMPATIENT, "worker", "--delay", "0.2", "--data", str(tmp_path)]
        environment = os.environ | NO_ENVIRONMENT | {"http_proxy": web.address}
        process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
        try:
            while len(web.asked) < 3:
                assert process.poll() is None
                time.sleep(0.05)
            server.stop("fast")
            said = process.communicate(timeout=120)[1]
        finally:
            process.kill()
            server.start()
    assert process.returncode == 3, said
    assert said.count("does not answer: waiting up to 1 seconds") == 1, said


def test_without_the_driver_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.delitem(sys.modules, "crawler.store.databases.postgresql", raising=False)
    with pytest.raises(UsageProblem, match=r"pip install 'shengmei\[postgresql\]'"):
        Store.open(database_address("postgresql://db.example/x"))


def test_a_crawl_of_another_data_directory_is_alive_as_far_as_anybody_knows(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
    one, other = CrawlLock(here, is_shared=True), CrawlLock(there, is_shared=True)
    beside = CrawlLock(here, is_shared=True)
    assert one.is_alive(other.holder)
    assert one.is_alive(beside.holder)
    beside.release()
    other.release()
    assert not one.is_alive(beside.holder)
    assert one.is_alive(other.holder)
    one.release()
    assert len(list(here.glob(".directory-name"))) == 1
    assert os.listdir(there)
