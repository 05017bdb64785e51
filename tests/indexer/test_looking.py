"""Commands that only look work where nobody may write, and change nothing there."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from crawler.store import Store
from indexer.feed import Feed
from indexer.search import open_index
from tests.indexer.feeding import article, keep
from tests.unwritable import run_as_nobody, unwritable_copy


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
        found = run_as_nobody(data, closed, commands)
    for (command, code, says), (ended, said, noted) in zip(LOOKING, found, strict=True):
        assert ended == code, (command, said, noted)
        assert says in said, (command, said, noted)
    assert sorted(closed.rglob("*")) == before
