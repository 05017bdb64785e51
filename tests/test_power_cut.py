"""Power lost at any moment: at most the last batch is lost, and no row refers to what is not there."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.archive import read_captures
from crawler.store import Store
from tests.crawler.archive.keeping import Keeping, page
from tests.power_cut.disk import SECTOR, Change, Disk, build, read_log
from tests.power_cut.keep_pages import BATCHES, NOW, PAGES

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> list[Change]:
    """Everything that keeping seven batches wrote, and throwing some of their pages away."""
    folder = tmp_path_factory.mktemp("recorded").resolve()
    if shutil.which("cc") is None or not sys.platform.startswith("linux"):
        pytest.skip("a C compiler on Linux is needed to record what is written")
    (folder / "data").mkdir()
    settings = {"LD_PRELOAD": str(build(folder)), "POWER_CUT_FOLDER": str(folder / "data")}
    settings["POWER_CUT_LOG"] = str(folder / "log")
    command = [sys.executable, "-m", "tests.power_cut.keep_pages", str(folder / "data")]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **settings}, check=True)
    return list(read_log(folder / "log"))


def folder_of(log: list[Change]) -> Path:
    return Path(next(one.path for one in log if one.path.endswith("shengmei.sqlite"))).parent


def nothing(_change: Change) -> Change | None:
    return None


def everything(change: Change) -> Change | None:
    return change


def some(chance: random.Random):
    """Any of the writes, whole, or some sectors from their start."""

    def choose(change: Change) -> Change | None:
        if chance.random() < 0.4:
            return None
        if change.what != "write" or chance.random() < 0.5:
            return change
        sectors = chance.randint(0, len(change.content) // SECTOR)
        return Change("write", change.path, change.number, change.content[: sectors * SECTOR])

    return choose


def check(found: Path, kept: int) -> None:
    """The store opens and has what was kept; every row's page can be read; keeping goes on."""
    if not (found / "shengmei.sqlite").exists():
        assert kept == 0
        return
    with Store.open(found / "shengmei.sqlite", create=True) as store, store.reading() as transaction:
        rows = list(transaction.articles.capture_records(range(1, 1 + BATCHES * PAGES)).values())
    assert len(rows) >= kept * PAGES, f"{len(rows) // PAGES} batches are there, {kept} were kept"
    assert len(rows) % PAGES == 0
    rows = [row for row in rows if row.file]  # those that were not pruned
    for one, row in zip(read_captures(found / "archive", rows), rows, strict=True):
        assert one.body == page(int(row.url[:-5].rpartition("/")[2]), NOW).body
    with Keeping(found) as keeping:
        (row,) = keeping.keep(page(99, NOW + timedelta(days=99)))
    assert [one.body for one in read_captures(found / "archive", [*rows, row])][-1] == page(99, NOW).body


def moments(log: list[Change]) -> list[int]:
    """Before each sync and each change of names, and at the end: in between only more is not synced."""
    turns = ("sync", "create", "mkdir", "unlink")
    return [*(number for number, one in enumerate(log) if one.what in turns), len(log)]


def test_every_moment_leaves_what_was_kept(log, tmp_path):
    disk, kept = Disk(folder_of(log)), 0
    chance = random.Random(len(log))
    wanted = set(moments(log))
    checked = 0
    for number, change in enumerate([*log, None]):
        if number in wanted:
            for lost, names in ((nothing, False), (everything, False), (some(chance), True)):
                disk.find_after(tmp_path / "found", lost, names=names)
                for mark in (tmp_path / "found").glob("kept-*"):
                    mark.unlink()
                check(tmp_path / "found", kept)
                checked += 1
        if change is not None:
            disk.take(change)
            kept += "/kept-" in change.path and change.what == "create"
    assert kept == BATCHES
    with Store.open(tmp_path / "found" / "shengmei.sqlite") as store, store.reading() as transaction:
        rows = transaction.articles.capture_records(range(1, 1 + BATCHES * PAGES)).values()
        assert sum(not row.file for row in rows) == BATCHES - 2  # the first and the last of page 0 stay
    assert checked > 3 * BATCHES * 4


@pytest.mark.parametrize("of", [".warc.gz", "/archive"])
def test_without_the_syncs_of_the_archive_or_its_folder_it_would_be_noticed(log, tmp_path, of):
    disk = Disk(folder_of(log))
    for change in log:
        if not (change.what == "sync" and change.path.endswith(of)):
            disk.take(change)
    disk.find_after(tmp_path / "found", nothing, names=False)
    with pytest.raises(Exception, match="archive"):
        check(tmp_path / "found", 0)


def test_without_the_syncs_of_the_store_it_would_be_noticed(log, tmp_path):
    """As with `synchronous=NORMAL`, which syncs the store's log only now and then."""
    disk, begun = Disk(folder_of(log)), False
    for change in log:
        begun = begun or "/kept-0" in change.path
        if f"/kept-{BATCHES - 1}" in change.path:  # closing syncs everything
            break
        if not (begun and change.what == "sync" and change.path.endswith("-wal")):
            disk.take(change)
    disk.find_after(tmp_path / "found", nothing, names=False)
    with pytest.raises(AssertionError, match="were kept"):
        check(tmp_path / "found", BATCHES)
