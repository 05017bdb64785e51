"""An index in a directory that is opened for reading: no lock, no file, and always the newest state."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

import pytest

from indexer.search import (
    IndexAbsent,
    IndexDamaged,
    Phrase,
    Query,
    SearchError,
    Write,
    open_index,
    rebuilding,
)
from indexer.search.embedded import snapshot
from indexer.search.embedded.directory import MARKER
from indexer.search.embedded.integrity import META

FERRY = Query(root=Phrase("渡口"))


def writes(*numbers: int) -> list[Write]:
    ids = [f"{n:032x}" for n in numbers]
    return [Write(id=one, version=1, document={"id": one, "title": "渡口", "body": "船。"}) for one in ids]


def digests(folder: Path) -> dict[str, str]:
    return {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in folder.iterdir()}


@pytest.fixture
def path(tmp_path):
    """An index of two documents without the locks of the process that made it."""
    path = tmp_path / "index"
    with open_index(str(path), create=True) as made:
        made.write(writes(1, 2))
    for lock in path.glob(".tantivy-*.lock"):
        lock.unlink()
    return path


@pytest.fixture
def scratch(tmp_path, monkeypatch):
    """Where temporary files go."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_no_lock_and_no_file_is_made(path, scratch):
    before = digests(path)
    with open_index(str(path), read_only=True) as index:
        assert index.count(FERRY) == 2
        assert [hit.id for hit in index.search(FERRY).hits] == [one.id for one in writes(1, 2)]
        assert index.similar(writes(1)[0].id).total == 1
        assert [len(portion.hits) for portion in index.scan(FERRY)] == [2]
    assert digests(path) == before
    assert list(scratch.iterdir()) == []


def test_what_is_written_meanwhile_is_seen_by_the_next_search(path):
    with open_index(str(path), read_only=True) as index:
        assert index.count(FERRY) == 2
        open_index(str(path)).write(writes(3))
        assert index.count(FERRY) == 3
        open_index(str(path)).delete([writes(1)[0].id])
        assert index.count(FERRY) == 2


def test_files_that_go_while_they_are_opened_are_no_damage(path, monkeypatch):
    opened, metas = snapshot._opened, []

    def late(folder, meta):
        if not metas:  # the moment between reading which files there are and opening them
            with rebuilding(str(path)) as new:
                new.write(writes(1, 2, 3))
        metas.append(meta)
        return opened(folder, meta)

    monkeypatch.setattr(snapshot, "_opened", late)
    with open_index(str(path), read_only=True) as index:
        assert index.count(FERRY) == 3
    assert len(metas) > 1


def test_a_temporary_directory_that_cannot_be_made_is_no_damage(path, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(SearchError, match="name one in TMPDIR") as caught:
        open_index(str(path), read_only=True)
    assert not isinstance(caught.value, IndexDamaged)


def test_a_lock_that_tantivy_makes_late_is_removed_too(path, scratch, monkeypatch):
    remove, tried = snapshot.rmtree, []

    def late(folder, **how):
        tried.append(folder)
        if len(tried) > 1:
            remove(folder, **how)

    monkeypatch.setattr(snapshot, "rmtree", late)  # the first one leaves a folder that is not empty
    open_index(str(path), read_only=True).close()
    assert len(tried) == 2
    assert list(scratch.iterdir()) == []


def test_it_cannot_be_written_to(path):
    with open_index(str(path), read_only=True) as index:
        with pytest.raises(SearchError, match="opened for reading alone"):
            index.write(writes(3))
        with pytest.raises(SearchError, match="opened for reading alone"):
            index.delete([writes(1)[0].id])


def test_what_is_absent_or_damaged_is_said_as_ever(path, tmp_path):
    with pytest.raises(IndexAbsent, match="no index at"):
        open_index(str(tmp_path / "none"), read_only=True)
    next(path.glob("*.pos")).unlink()
    with pytest.raises(IndexDamaged, match="pos is missing"):
        open_index(str(path), read_only=True)


def test_everyone_reads_the_list_of_files_who_may_read_the_index(path):
    modes = {os.stat(path / name).st_mode for name in (MARKER, META)}
    assert len(modes) == 1
