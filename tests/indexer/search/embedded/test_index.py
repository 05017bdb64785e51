"""The directory of the embedded index: whose it is, who writes, and what a kill leaves behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from indexer.search import Phrase, Query, SearchError, Write, open_index
from indexer.search.embedded.directory import MARKER


def writes(start: int, stop: int, version: int = 1) -> list[Write]:
    ids = [f"{n:08x}".ljust(32, "0") for n in range(start, stop)]
    return [
        Write(id=one, version=version, document={"id": one, "title": "渡口", "body": "船。"}) for one in ids
    ]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def index(path):
    made = open_index(str(path), create=True)
    made.write(writes(0, 10))
    return made


def test_absent(path):
    with pytest.raises(SearchError, match=r"no index at .*shengmei index sync"):
        open_index(str(path))
    assert not path.exists()


def test_a_directory_of_others_is_left_alone(path):
    path.mkdir()
    (path / "notes.txt").write_text("mine")
    for create in (False, True):
        with pytest.raises(SearchError, match="holds no search index of shengmei"):
            open_index(str(path), create=create)
    assert [one.name for one in path.iterdir()] == ["notes.txt"]


def test_a_file_is_no_directory(path):
    path.write_text("")
    for create in (False, True):
        with pytest.raises(SearchError):
            open_index(str(path), create=create)


def test_an_empty_directory_becomes_an_index(path):
    path.mkdir()
    assert open_index(str(path), create=True).info().documents == 0
    assert [one.name for one in path.parent.iterdir()] == ["index"]


def test_a_place_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SearchError, match="cannot be made"):
        open_index(str(tmp_path / "file" / "index"), create=True)


@pytest.mark.usefixtures("index")
def test_a_newer_format(path):
    marker = json.loads((path / MARKER).read_text())
    (path / MARKER).write_text(json.dumps(marker | {"format": 99}))
    with pytest.raises(SearchError, match="newer shengmei"):
        open_index(str(path))


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": "x"}', "\0\0"])
@pytest.mark.usefixtures("index")
def test_a_damaged_marker(path, content):
    (path / MARKER).write_text(content)
    with pytest.raises(SearchError, match="damaged"):
        open_index(str(path))


@pytest.mark.parametrize("file", ["meta.json", "*.idx", "*.store", "*.term", "*.pos", "*.fast"])
@pytest.mark.parametrize("harm", ["cut", "zeros", "gone"])
@pytest.mark.usefixtures("index")
def test_a_damaged_file(path, file, harm):
    for one in path.glob(file):
        if harm == "gone":
            one.unlink()
        else:
            one.write_bytes(
                one.read_bytes()[: one.stat().st_size // 2] if harm == "cut" else b"\0" * one.stat().st_size
            )
    with pytest.raises(SearchError, match="damaged"):
        open_index(str(path)).search(Query(root=Phrase("渡口")))


def flip_a_byte(file):
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize("kind", ["idx", "store", "term", "pos", "fast", "fieldnorm"])
@pytest.mark.usefixtures("index")
def test_one_flipped_byte_of_a_small_file_is_seen_at_opening(path, kind):
    flip_a_byte(next(path.glob(f"*.{kind}")))
    with pytest.raises(SearchError, match=f"{kind} is not what was written"):
        open_index(str(path))


def test_one_flipped_byte_of_a_large_file_is_found_by_verify(index, path, monkeypatch):
    monkeypatch.setattr("indexer.search.embedded.integrity._CHEAP", 0)
    flip_a_byte(next(path.glob("*.store")))
    opened = open_index(str(path))
    with pytest.raises(SearchError, match="store is not what was written"):
        opened.ensure_sound()
    assert opened.identity == index.identity


def test_an_index_deleted_while_open(index, path):
    for one in path.iterdir():
        one.unlink()
    path.rmdir()
    for asked in (index.info, lambda: index.search(Query()), lambda: index.write(writes(0, 1))):
        with pytest.raises(SearchError):
            asked()


def test_deleted_and_made_again_is_another(index, path):
    for one in path.iterdir():
        one.unlink()
    assert open_index(str(path), create=True).identity != index.identity


def test_two_writers_and_readers_meanwhile(index, path):
    other = open_index(str(path))
    with index._writer():
        with pytest.raises(SearchError, match="being written by another"):
            other.write(writes(10, 11))
        assert other.count(Query()) == 10
    other.write(writes(10, 11))
    assert index.count(Query()) == 11


def test_asks_for_no_more_room_than_there_are_documents(index):
    for options in ({"limit": 10**15}, {"offset": 10**15}, {"limit": 10**15, "offset": 5}):
        for query in (Query(), Query(root=Phrase("渡口")), Query(sort="date")):
            found = index.search(query, **options)
            assert (found.total, len(found.hits)) == (10, max(0, 10 - options.get("offset", 0)))


def test_a_failed_write_frees_the_lock(index):
    with pytest.raises(OverflowError):
        index.write(writes(10, 11, version=2**64))
    index.write(writes(10, 11))
    assert index.count(Query()) == 11


_WRITER = """
import sys
from tests.indexer.search.embedded.test_index import writes
from indexer.search import open_index
index = open_index(sys.argv[1])
for batch in range(1, 10_000):
    index.write(writes(0, 200, version=batch + 1) + writes(batch * 100, batch * 100 + 100))
    print(batch, flush=True)
"""


@pytest.mark.parametrize("after", [0.0, 0.013, 0.031, 0.057])
@pytest.mark.usefixtures("index")
def test_a_kill_loses_nothing_acknowledged_and_leaves_no_lock(path, after):
    process = subprocess.Popen([sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    for _ in range(4):
        acknowledged = int(process.stdout.readline())
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    acknowledged = max([acknowledged, *map(int, process.stdout.read().split())])
    process.wait()
    survived = open_index(str(path))
    for one in writes(acknowledged * 100, acknowledged * 100 + 100):
        assert survived.get(one.id) is not None
    assert survived.newest_version() >= acknowledged + 1
    survived.write(writes(0, 200, version=10_001))
    assert survived.count(Query(root=Phrase("渡口"))) == survived.info().documents


_ON_A_FULL_DISK = """
import resource, signal, sys
from tests.indexer.search.embedded.test_index import writes
from indexer.search import SearchError, open_index
index = open_index(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, resource.RLIM_INFINITY))
try:
    index.write(writes(10, 2_000))
except SearchError as error:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    index.write(writes(10, 20))
    print(error)
"""


def test_a_full_disk_is_said_and_loses_nothing(index, path):
    run = subprocess.run([sys.executable, "-c", _ON_A_FULL_DISK, str(path)], capture_output=True, text=True)
    assert "could not be written" in run.stdout, run.stderr
    assert index.count(Query()) == 20
