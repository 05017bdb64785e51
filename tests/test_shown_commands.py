"""The `sh` blocks of README and docs/ are run, line by line, over the demo's data, but for what is left out
here with its reason: whatever is added later is run too.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess

import pytest

from tests.test_docs import blocks, home  # noqa: F401  # a fixture

# What is not run here, and why.
LEFT_OUT = {
    r"make ": "builds or tests the whole project",
    r"export |createdb |dask |pip |python3 -m venv": "sets up a machine",
    r"shengmei (crawl|worker --for)": "asks the network: tests/test_first_hits.py, tests/test_running.py",
    r"shengmei demo": "what all of this is run over",
    r"shengmei store copy": "needs PostgreSQL: tests/crawler/store/upkeep/test_copy_store.py",
    r"shengmei \S+( \S+)? --on dask": "needs a cluster: tests/crawler/test_reread_on_cluster.py",
    r"shengmei archive upload s3": "needs an object storage: tests/crawler/archive/uploads/",
    r"shengmei index (swap|drop-old|grant-reader|rebuild --no-swap|sync --index http)": "needs a server: "
    "tests/indexer/commands/",
    r"shengmei index dead show": "the demo's index refused nothing: tests/indexer/commands/",
    r"shengmei worker drain": "there is no worker to end: tests/crawler/spiders/test_workers.py",
}
CALLS = [
    (name, line.split("  #")[0].strip())
    for name, block in blocks("sh")
    if not name.startswith("CONTRIBUTING")
    for line in block.splitlines()
]
RUN = [(name, line) for name, line in CALLS if not any(re.match(one, line) for one in LEFT_OUT)]
ARTICLE = "https://www.xiangjiang.example/2026-05/21/content_70050.htm"
# What stands for an outlet, an article or a place of the reader's own.
MEANT = {
    "https://m.hbtv.com.cn/p/1981091.html": ARTICLE,
    r"(health|--site) hbtv": r"\1 demo_hunan",
    r"/srv/shengmei": "restored",
    r"/(srv/www|var/lib/node_exporter|mnt)/": "./",
}
# Exit codes that say something of the demo's data, not of the call.
SAYS_NO = {"editions": 1}


@pytest.fixture(scope="module")
def copied(home, tmp_path_factory):  # noqa: F811
    """A copy of the demo's data, for what is shown removes and moves too, and the folders that are named."""
    folder, environment = home
    place = tmp_path_factory.mktemp("shown")
    shutil.copytree(folder / "data", place / "data")
    shutil.copytree("tests/fixtures/hbtv", place / "tests/fixtures/hbtv")
    (place / "archive").mkdir()
    (place / "backup").mkdir()
    return place, {**environment, "SHENGMEI_DATA": str(place / "data")}


def test_what_is_left_out_is_still_shown():
    shown = [line for _, line in CALLS]
    assert [one for one in LEFT_OUT if not any(re.match(one, line) for line in shown)] == []
    assert len(RUN) >= 30


def test_what_is_shown_works_in_the_order_of_the_pages(copied):
    place, environment = copied
    wrong = []
    for name, line in RUN:
        for pattern, meant in MEANT.items():
            line = re.sub(pattern, meant, line)
        done = subprocess.run(
            line, shell=True, cwd=place, env=environment, capture_output=True, text=True, timeout=120
        )
        expected = (0, SAYS_NO.get(shlex.split(line)[1], 0))
        if done.returncode not in expected:
            wrong.append((name, line, done.returncode, done.stderr))
    assert wrong == []
