"""A disk that fills up is warned of, and ends a crawl before it is full; what was fetched is kept."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections import namedtuple
from contextlib import closing

import pytest

from crawler.disk_space import LowDisk, ensure_room, warning
from search_cli.demo.server import DemoServer
from tests.program import shengmei

Usage = namedtuple("Usage", "total used free")
# Runs the command on a disk that is full from the given look at it on.
FILLING = """
import shutil, sys
from collections import namedtuple
looks, full = [0], int(sys.argv.pop(1))
def usage(path):
    looks[0] += 1
    free = 10**12 if looks[0] < full else 10**8
    return namedtuple("Usage", "total used free")(10**12, 10**12 - free, free)
shutil.disk_usage = usage
from shengmei.__main__ import main
main()
"""


@pytest.fixture
def disk(monkeypatch):
    """Makes the disk that size, in bytes."""

    def make(total: float, free: float) -> None:
        monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(int(total), int(total - free), int(free)))

    return make


@pytest.mark.parametrize(
    ("free", "said"), [(100e9, None), (99e9, "90% full, 99.0 GB"), (0, "100% full, 0.0 GB")]
)
def test_less_than_a_tenth_free_is_warned_of(disk, tmp_path, free, said):
    disk(1000e9, free)
    found = warning(tmp_path / "not" / "there" / "yet")
    assert (said is None and found is None) or (found is not None and said in found)


def test_less_than_what_is_to_stay_free_ends_a_crawl(disk, tmp_path):
    disk(1000e9, 256e6)
    ensure_room(tmp_path, 256)
    disk(1000e9, 255e6)
    with pytest.raises(LowDisk, match="255 MB free, and a crawl leaves 256 MB"):
        ensure_room(tmp_path, 256)


def crawl(data, server, look: int) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SHENGMEI_CONFIG": os.devnull, "SHENGMEI_DATA": str(data)}
    environment |= {"SHENGMEI_PROXY": server.address, "SHENGMEI_DELAY": "0"}
    command = [sys.executable, "-c", FILLING, str(look), "crawl", "demo"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def question(data, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(data / "shengmei.sqlite")) as database:
        return database.execute(sql).fetchall()


def test_a_crawl_ends_before_the_disk_is_full_and_the_next_one_goes_on(tmp_path):
    data = tmp_path / "data"
    with DemoServer() as server:
        done = crawl(data, server, look=20)
        assert done.returncode == 4, done.stderr
        assert "100 MB free" in done.stderr
        assert "what was fetched is kept" in done.stderr
        assert "addresses are due and wait for the next run" in done.stderr  # the summary stands above it
        kept = question(data, "SELECT count(*) FROM articles")[0][0]
        assert question(data, "SELECT count(*) FROM frontier WHERE state = 'fetching'") == [(0,)]
        assert question(data, "SELECT count(*) FROM frontier WHERE state = 'discovered'")[0][0]
        answered = len(server.served)
        assert answered <= 20  # it looks before each page, not only at each dequeue
        assert crawl(data, server, look=10**9).returncode == 4  # the demo has pages that fail
        assert question(data, "SELECT count(*) FROM articles")[0][0] > kept
        assert len(server.served) > answered


def test_a_crawl_on_a_full_disk_begins_nothing(tmp_path):
    with DemoServer() as server:
        done = crawl(tmp_path / "data", server, look=0)
        assert (done.returncode, server.served) == (4, [])
    assert "make room" in done.stderr


def test_how_much_is_to_stay_free_can_be_set(tmp_path):
    said = shengmei("crawl", "demo", "--data", str(tmp_path / "data"), SHENGMEI_KEEP_FREE="much")
    assert (said.returncode, "keep_free must be a number of megabytes" in said.stderr) == (2, True)
    full = shengmei("crawl", "demo", "--data", str(tmp_path / "data"), SHENGMEI_KEEP_FREE="1e12")
    assert full.returncode == 4
    assert "keep_free" in shengmei("doctor", "--data", str(tmp_path / "data")).stdout
