"""Kill -9 at any moment, run again: the same as without the kill."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from indexer.search import Query, open_index
from search_cli.demo.server import DemoServer

PAGES = 150
ARTICLES = 100  # at least; the rest are lists, redirects and what fails on purpose
KILLS = 5
# Times, positions in the archive and the order of changes depend on when the answers came.
MOMENTS = ("first_seen", "fetched_at", "archive", "change")


def crawl(server: DemoServer, data: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "search_cli", "crawl", "demo", "--data", str(data), "--delay", "0"]
    environment = {**os.environ, "http_proxy": server.address, "SHENGMEI_CONFIG": os.devnull}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def crawl_to_the_end(server: DemoServer, data: Path) -> str:
    """What it said."""
    process = crawl(server, data)
    _, said = process.communicate(timeout=6000)
    # 4: the demo has pages that fail, on purpose.
    assert process.returncode in (0, 4), said.decode()
    return said.decode()


def crawl_and_kill(server: DemoServer, data: Path, answers: int, pause: float) -> bool:
    """Kills the crawl some milliseconds after a number of answers; False when it had ended before."""
    server.served.clear()
    process = crawl(server, data)
    while process.poll() is None and len(server.served) < answers:
        time.sleep(0.001)
    time.sleep(pause)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


def kept(data: Path) -> dict[str, list[Any]]:
    """Everything that must not depend on kills."""
    with sqlite3.connect(data / "shengmei.sqlite") as store:
        articles = store.execute("SELECT id, url, content_hash, revision, status FROM articles ORDER BY id")
        states = store.execute("SELECT url, state, kind, target, title FROM frontier ORDER BY url")
        revisions = store.execute("SELECT article_id, count(*) FROM revisions GROUP BY 1 ORDER BY 1")
        found = {
            "articles": articles.fetchall(),
            "states": states.fetchall(),
            "revisions": revisions.fetchall(),
        }
    return found | {"documents": documents(data)}


def different(found: dict[str, list[Any]], whole: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """What stands in one of them alone."""
    alone = {name: [one for one in found[name] + whole[name] if _is_alone(one, found[name], whole[name])]
             for name in whole}  # fmt: skip
    return {name: items for name, items in alone.items() if items}


def _is_alone(one: Any, found: list[Any], whole: list[Any]) -> bool:
    return found.count(one) != whole.count(one)


def runs(data: Path) -> list[Any]:
    """How each run ended."""
    with sqlite3.connect(data / "shengmei.sqlite") as store:
        return store.execute("SELECT started_at, ended_at, reason FROM runs ORDER BY id").fetchall()


def documents(data: Path, without: tuple[str, ...] = MOMENTS) -> list[str]:
    """Every document of the index, but for what is named."""
    with open_index(str(data / "index")) as index:
        hits = index.search(Query(), limit=10_000, highlight=False).hits
    rest = [{k: v for k, v in hit.document.items() if k not in without} for hit in hits]
    return sorted(json.dumps(one, sort_keys=True, ensure_ascii=False) for one in rest)


@pytest.fixture(scope="module")
def server():
    with DemoServer(PAGES) as running:
        yield running


@pytest.fixture(scope="module")
def undisturbed(server, tmp_path_factory):
    data = tmp_path_factory.mktemp("undisturbed") / "data"
    crawl_to_the_end(server, data)
    return data


def test_a_crawl_killed_five_times_ends_as_one_that_was_not(server, undisturbed, tmp_path):
    whole = kept(undisturbed)
    assert len(whole["articles"]) > ARTICLES
    assert len(whole["documents"]) == len(whole["articles"])
    moments = [(random.randint(1, PAGES // 3), random.uniform(0, 0.3)) for _ in range(KILLS)]
    killed = [crawl_and_kill(server, tmp_path / "data", *moment) for moment in moments]
    said = crawl_to_the_end(server, tmp_path / "data")
    assert any(killed), moments
    assert different(kept(tmp_path / "data"), whole) == {}, (moments, runs(tmp_path / "data"), said)


def test_a_deleted_index_is_fed_again_and_is_the_same(undisturbed):
    before = documents(undisturbed, without=())
    for path in sorted((undisturbed / "index").iterdir()):
        path.unlink()
    (undisturbed / "index").rmdir()
    command = [sys.executable, "-m", "search_cli", "index", "sync", "--data", str(undisturbed)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    assert documents(undisturbed, without=()) == before
    assert len(before) > ARTICLES
