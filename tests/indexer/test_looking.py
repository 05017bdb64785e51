"""Commands that only look work where nobody may write, and change nothing there."""

from __future__ import annotations

import subprocess
import sys

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
import contextlib, io, os, sys
from search_cli.cli import make_root

def run(data):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            make_root()(["--data", data, *sys.argv[4:]])
        except SystemExit as ended:
            return ended.code, out.getvalue()

first, second, user = sys.argv[1:4]
run(first)
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(int(user))
    os.setuid(int(user))
code, said = run(second)
print(said)
sys.exit(code)
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


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["index", "status"], "documents  3"),
        (["index", "verify"], "missing    0"),
        (["index", "dead", "list"], ""),
        (["doctor"], "ok    lag        the index holds everything that the store does"),
    ],
)
def test_looking_needs_no_right_to_write(command, says, data, closed):
    before = sorted(closed.rglob("*"))
    call = [sys.executable, "-c", SCRIPT, str(data), str(closed), str(NOBODY), *command]
    done = subprocess.run(call, cwd="/", capture_output=True, text=True, check=False)
    well = (0,) if command != ["doctor"] else (0, 3)  # it finds the directory not writable, and no archive
    assert done.returncode in well, done.stdout + done.stderr
    assert says in done.stdout
    assert sorted(closed.rglob("*")) == before
