"""A data directory that an older version made: commands read it, and, upgraded, a crawl goes on with it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from search_cli.demo.server import DemoServer

HERE = Path(__file__).parent
KEPT = sorted(HERE.glob("data-*.tar.xz"))
REWRITTEN = "http://m.xingzhi.example/p/861582.html"
GONE = "http://m.xingzhi.example/p/861021.html"


@pytest.fixture(params=KEPT, ids=lambda path: path.name.removesuffix(".tar.xz"))
def data(request, tmp_path):
    """A copy of the data directory that a version made."""
    with tarfile.open(request.param) as packed:
        packed.extractall(tmp_path, filter="data")
    return tmp_path / "data"


@pytest.fixture
def shengmei(data):
    """Runs the installed command on that directory; what it says on stdout."""

    def call(*args: str, code: int = 0, **settings: str) -> str:
        environment = {name: one for name, one in os.environ.items() if not name.startswith("SHENGMEI_")}
        environment |= {"SHENGMEI_CONFIG": os.devnull, "SHENGMEI_DATA": str(data), "COLUMNS": "100"}
        environment |= settings
        command = [Path(sys.executable).with_name("shengmei"), *args]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == code, f"{args}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    return call


def test_there_is_a_directory_of_an_older_version():
    assert KEPT


@pytest.fixture
def upgraded(shengmei):
    """The same, of a store that was upgraded."""
    shengmei("store", "migrate")
    return shengmei


def test_a_crawl_says_what_upgrades_it(shengmei):
    shengmei("crawl", "demo", code=3)
    shengmei("doctor", code=0)


def test_its_index_answers(shengmei):
    assert shengmei("count").strip() == "50"
    assert shengmei("count", "长江").strip() == "11"
    facet = json.loads(shengmei("facets", "status", "--json"))["facets"][0]
    assert {one["value"]: one["count"] for one in facet["values"]} == {
        "live": 47,
        "changed": 1,
        "gone": 1,
        "returned": 1,
    }
    found = json.loads(shengmei("search", "本周四", "--json"))["hits"]
    assert [hit["title"] for hit in found] == ["长江中游三省协作推进会本周四在武汉举行"]


def test_its_store_tells_what_an_article_said_before(shengmei):
    told = shengmei("show", "--revisions", REWRITTEN)
    assert "本周[-三-]{+四+}在武汉举行" in told
    assert "Status        gone" in shengmei("show", GONE)


def test_its_index_is_known_as_fed_from_its_store(shengmei):
    assert "behind     0" in shengmei("index", "status")
    shengmei("store", "migrate")
    shengmei("index", "verify")


def test_its_archive_is_read_again_without_a_revision(upgraded):
    before = json.loads(upgraded("show", REWRITTEN, "--json"))
    upgraded("reread")
    after = json.loads(upgraded("show", REWRITTEN, "--json"))
    assert after["revision"] == before["revision"] == 2
    assert after["body"] == before["body"]


def test_an_index_made_anew_from_it_has_the_same_hits(upgraded):
    before = hits(upgraded)
    upgraded("index", "rebuild")
    assert hits(upgraded) == before


def hits(shengmei) -> list[dict[str, object]]:
    """Without scores: deleted documents, which count until segments merge, are not in the new index."""
    lines = shengmei("search", "长江", "--jsonl", "--limit", "50", "--sort", "date").splitlines()
    return [{name: value for name, value in json.loads(line).items() if name != "score"} for line in lines]


def test_a_crawl_goes_on_where_it_ended(upgraded, data):
    """With every address due at once: what is as it was gets no revision, what came back, and is seen so
    again a day later, is `returned`."""
    with DemoServer() as server:
        for status in ("gone", "returned"):
            with sqlite3.connect(data / "shengmei.sqlite") as store:
                past = "2026-01-01T00:00:00.000Z"
                store.execute("update frontier set due_at = ?", (past,))
                store.execute("update frontier set sighted_at = ? where sighting = 'returned once'", (past,))
            upgraded("crawl", "demo", code=4, SHENGMEI_PROXY=server.address, SHENGMEI_DELAY="0")
            assert f"Status        {status}" in upgraded("show", GONE)
    assert upgraded("count").strip() == "50"
    revisions = [json.loads(upgraded("show", url, "--json"))["revision"] for url in (REWRITTEN, GONE)]
    assert revisions == [3, 1]
