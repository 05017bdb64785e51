"""`kill -9` at every moment at which `forget` has something written to the disk: the same call ends it."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from crawler.archive import read_captures
from crawler.store import Store
from tests.program import shengmei
from tests.upgrades.unpacked import migrated_data

URL = "http://m.xingzhi.example/p/861582.html"  # has two revisions, and so two responses
PERSON = "沈砚秋"
# Runs the command, and kills it when it has the disk write for the given time, before or after that.
KILLED = """
import os, signal, sys
count, before = int(sys.argv.pop(1)), sys.argv.pop(1) == "before"
times, sync = [0], os.fsync
def fsync(file):
    times[0] += 1
    if times[0] == count and before:
        os.kill(os.getpid(), signal.SIGKILL)
    sync(file)
    if times[0] == count:
        os.kill(os.getpid(), signal.SIGKILL)
os.fsync = fsync
from shengmei.__main__ import main
main()
"""


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """A data directory with 50 articles of the demo outlet; of its index nothing is asked here."""
    return migrated_data(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def data(kept, tmp_path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "data"))


def everything(data: Path) -> dict[str, object]:
    """What must not depend on kills, and that every response is read with its digest."""
    with closing(sqlite3.connect(data / "shengmei.sqlite")) as database:
        ask = lambda sql: database.execute(sql).fetchall()  # noqa: E731
        found: dict[str, object] = {
            "articles": ask("SELECT id, url, status, revision, content_hash FROM articles ORDER BY id"),
            "revisions": ask(
                "SELECT article_id, revision, extraction, article FROM revisions ORDER BY 1, 2, 3"
            ),
            "states": ask("SELECT url, state, title FROM frontier ORDER BY url"),
            "left": ask("SELECT count(*) FROM removals"),
        }
        ids = [row[0] for row in ask("SELECT id FROM captures ORDER BY id")]
    with Store.open_read_only(data / "shengmei.sqlite") as store, store.reading() as transaction:
        records = transaction.articles.capture_records(ids)
    pages = read_captures(data / "archive", [records[key] for key in ids])
    return found | {"pages": [(one.url, one.body) for one in pages]}


def call(data: Path, *words: str) -> list[str]:
    return ["forget", *words, "--reason", "asked for", "--no-index", "--data", str(data)]


def kill(data: Path, words: tuple[str, ...], count: int, when: str) -> None:
    command = [sys.executable, "-c", KILLED, str(count), when, *call(data, *words)]
    environment = {**os.environ, "SHENGMEI_CONFIG": os.devnull}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("words", "count"),
    [
        ((URL,), 1),
        (("--person", PERSON), 2),
        *(
            pytest.param(words, count, marks=pytest.mark.crash)
            for words, counts in (((URL,), (2,)), (("--person", PERSON), (1, 4)))
            for count in counts
        ),
    ],
)
def test_killed_and_called_again_is_the_same_as_not_killed(data, kept, tmp_path, words, count, when):
    other = Path(shutil.copytree(kept, tmp_path / "other"))
    assert shengmei(*call(other, *words)).returncode == 0
    kill(data, words, count, when)
    assert shengmei(*call(data, *words)).returncode == 0
    assert everything(data) == everything(other)
    gone = (PERSON if words[0] == "--person" else "这是三省第六次坐到一起").encode()
    held = b"".join(gzip.decompress(file.read_bytes()) for file in (data / "archive").iterdir())
    assert gone not in held
    assert all(gone not in file.read_bytes() for file in data.glob("shengmei.sqlite*"))
