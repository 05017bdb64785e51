"""Who only reads needs no right to write, and leaves the data directory as it was."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unwritable import unwritable_copy

NOBODY = 65534
# Everything is asked once where it may be written to, so that all modules are loaded, which another user
# might not be able to read; then without any right, of the same data where nobody may write.
SCRIPT = """
import json, os, sys
import shengmei

def asked(data):
    with shengmei.open_store(data) as store, shengmei.open_index(data + "/index") as index:
        url = "https://news.example.cn/p/1.html"
        return [
            store.count(), [kept.id for kept in store.articles()], len(store.revisions(url)),
            [len(one.body) for one in store.captures(url)], index.count("长江"),
            [hit.id for hit in index.search("长江").hits], len(list(index.rows())),
            dict(index.facet("", "site").values), index.similar(url).total,
        ]

first, second, user = sys.argv[1:]
expected = asked(first)
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(int(user))
    os.setuid(int(user))
try:
    open(second + "/probe", "w")
except PermissionError:
    print(json.dumps(asked(second) == expected and expected))
"""


def state(folder: Path) -> dict[str, tuple[int, str]]:
    """Time and content of all files, and the time of all folders, which a file made and removed changes."""
    return {
        str(one.relative_to(folder)): (
            one.stat().st_mtime_ns,
            hashlib.sha256(one.read_bytes()).hexdigest() if one.is_file() else "",
        )
        for one in (folder, *folder.rglob("*"))
    }


@pytest.fixture
def closed(data):
    with unwritable_copy(data) as folder:
        yield folder


@pytest.mark.parametrize("left", ["closed", "killed"])
def test_without_the_right_to_write_everything_is_answered_and_nothing_changes(data, closed, left):
    if left == "killed":  # a crawl that was killed leaves what it wrote last in a file beside the store
        leave_a_wal(data, closed)
    before = state(closed)
    call = [sys.executable, "-c", SCRIPT, str(data), str(closed), str(NOBODY)]
    done = subprocess.run(call, cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    assert (answers[0], answers[4]) == ({"live": 3, "changed": 1}, 2)
    assert state(closed) == before


def leave_a_wal(data: Path, closed: Path) -> None:
    from crawler.store import Store

    with Store.open(data / "shengmei.sqlite") as store:
        with store.writing() as transaction:
            facts = dict.fromkeys(("name", "province", "city", "organisation"))
            transaction.articles.record_site({"id": "example_news", **facts})
        closed.chmod(0o755)
        for name in ("shengmei.sqlite", "shengmei.sqlite-wal"):
            (closed / name).unlink(missing_ok=True)
            shutil.copy(data / name, closed / name)
            (closed / name).chmod(0o444)
        closed.chmod(0o555)
    assert (closed / "shengmei.sqlite-wal").stat().st_size > 0
