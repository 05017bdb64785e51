"""Commands that only look work where nobody may write, and change nothing there."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from crawler.store import Store
from indexer.feed import Feed
from indexer.search import open_index
from tests.indexer.feeding import article, keep
from tests.unwritable import unwritable_copy

NOBODY = 65534
# Runs the command once where it may write, so that all modules are loaded, which another user might not be
# able to read; then without any right to write.
SCRIPT = """
import contextlib, io, json, os, sys
from search_cli.cli import make_root

def run(data, command):
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            make_root()(["--data", data, *command])
        except SystemExit as ended:
            return ended.code, *(one.buffer.getvalue().decode() for one in (out, err))

first, second, user, commands = sys.argv[1:5]
commands = json.loads(commands)
for one in commands:
    run(first, [part.replace("FILE", "before") for part in one])
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(int(user))
    os.setuid(int(user))
print(json.dumps([run(second, [part.replace("FILE", "after") for part in one]) for one in commands]))
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("looking") / "data"
    with Store.open(folder / "shengmei.sqlite", create=True) as store:
        keep(store, *(article(number) for number in range(3)))
        with open_index(str(folder / "index"), create=True) as index:
            Feed(store, index, str(folder / "index")).sync()
    return folder


@pytest.fixture
def closed(data):
    with unwritable_copy(data) as folder:
        yield folder


LOOKING = [
    ("index status", 0, "documents  3"),
    ("index verify", 0, "missing    0"),
    ("index dead list", 0, ""),
    # it finds no archive
    ("doctor", 3, "ok    lag        the index holds everything that the store does"),
    ("doctor --json", 3, '"directory",\n      "state": "warn"'),
    ("search 长江", 0, "3 articles"),
    ("search 长江 --csv --fields id,title", 0, "条新闻"),
    ("count has:title", 0, "3"),
    ("facets site", 0, "100.0%"),
    ("timeline", 0, ""),
    ("compare 长江 江", 0, ""),
    ("terms 长江", 1, ""),
    ("export 长江 --to SCRATCH/FILE.csv", 0, ""),
    ("show ID", 0, "长江两岸"),
    ("show ID --revisions", 0, "长江两岸"),
    ("similar ID", 0, ""),
    ("revisions 长江", 1, ""),
    ("gone 长江", 1, ""),
    ("status", 0, "articles"),
    ("health", 0, ""),
    ("sites", 0, "hbtv"),
]


def test_looking_needs_no_right_to_write(data, closed):
    """As another user, since root passes over permissions: each command once where it may write, so that all
    modules are loaded, then where it may not."""
    before = sorted(closed.rglob("*"))
    with Store.open_read_only(data / "shengmei.sqlite") as store, store.reading() as transaction:
        first = transaction.articles.find("")[0]
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch).chmod(0o777)
        commands = [one.replace("ID", first).replace("SCRATCH", scratch).split() for one, _, _ in LOOKING]
        call = [sys.executable, "-c", SCRIPT, str(data), str(closed), str(NOBODY), json.dumps(commands)]
        done = subprocess.run(call, cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for (command, code, says), (ended, said, noted) in zip(LOOKING, json.loads(done.stdout), strict=True):
        assert (ended or 0) == code, (command, said, noted)
        assert says in said, (command, said, noted)
    assert sorted(closed.rglob("*")) == before
