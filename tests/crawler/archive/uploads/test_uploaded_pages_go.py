"""Pages in uploaded files are forgotten and pruned there; a kill leaves no page that was to go."""

from __future__ import annotations

from datetime import timedelta

import fsspec

from crawler.archive import prune, storage
from crawler.removal import archive_removal
from crawler.store import Store
from tests.crawler.archive.keeping import Keeping, page
from tests.crawler.archive.uploads import (
    MEMORY,
    NOW,
    article,
    called,
    files_in,
    here,
    is_whole,
    killed_at,
    names,
    uploaded,
)

FORGOTTEN = page(1, NOW).url
FORGET = ("forget", FORGOTTEN, "--reason", "on request", "--no-index")


def test_what_is_forgotten_goes_there_too(data, to):
    uploaded(data, to)
    forgot = called(data, *FORGET)
    assert forgot.exit_code == 0, forgot.output
    is_whole(data, 7)
    assert not contains(data, to, "第1页")
    assert contains(data, to, "第0页")  # in the same file
    assert here(data) == names(4)


def test_forgetting_that_was_killed_is_finished_by_the_next_call(data, to, monkeypatch):
    uploaded(data, to)
    step = (storage, "put") if to == MEMORY else (archive_removal, "overwrite")
    for behind in (False, True):
        with Store.open(data / "shengmei.sqlite") as store:
            if not behind:
                with store.writing() as transaction:
                    transaction.forgetting.forget(FORGOTTEN, FORGOTTEN, "one", "on request", NOW)
            killed_at(
                monkeypatch,
                *step,
                0,
                behind,
                lambda: archive_removal.finish_removals(store, data / "archive"),
            )
        is_whole(data, 7)
    with Store.open(data / "shengmei.sqlite") as store:
        assert archive_removal.finish_removals(store, data / "archive") is None
    assert not contains(data, to, "第1页")
    assert len(files_in(to)) == 3
    assert here(data) == names(4)
    is_whole(data, 7)


def test_what_is_forgotten_goes_from_an_upload_that_was_killed(data, to, monkeypatch):
    """The page is in the file here and in its copy there."""
    killed_at(monkeypatch, storage, "put", 0, True, lambda: uploaded(data, to))
    forgot = called(data, *FORGET)
    assert forgot.exit_code == 0, forgot.output
    assert files_in(to) == []
    uploaded(data, to)
    assert not contains(data, to, "第1页")
    is_whole(data, 7)


def test_a_storage_that_is_away_keeps_what_is_to_be_forgotten_waiting(data, monkeypatch):
    uploaded(data, MEMORY)
    away = fsspec.filesystem("memory")
    with monkeypatch.context() as patched:
        patched.setattr(type(away), "info", lambda *_: 1 / 0)
        forgot = called(data, *FORGET)
        assert (forgot.exit_code, "ZeroDivisionError" in forgot.output) == (4, True)
        doctor = called(data, "doctor")
        assert "cannot be read (ZeroDivisionError" in doctor.stdout
    assert called(data, "forget", "--finish").exit_code == 0
    assert not contains(data, MEMORY, "第1页")


def contains(data, to: str, text: str) -> bool:
    """Whether it stands in any record of the uploaded files."""
    from warcio.archiveiterator import ArchiveIterator

    for name in files_in(to):
        with storage.open_to_read(data, f"{to}/{name}") as file:
            if any(text in one.content_stream().read().decode() for one in ArchiveIterator(file)):
                return True
    return False


def test_an_uploaded_file_is_pruned(data, to, monkeypatch):
    """Page 2 changes, so that its first answer may go."""
    with Keeping(data, rotate_at=1) as keeping:
        (row,) = keeping.keep(page(2, NOW + timedelta(days=1), "改过"))
        with keeping.store.writing() as transaction:
            transaction.articles.keep([article(row)], NOW)
    uploaded(data, to)
    with Store.open(data / "shengmei.sqlite") as store:

        def pruned():
            chosen = prune.choose(store, data / "archive", older_than=NOW + timedelta(hours=1))
            return prune.prune(store, data / "archive", chosen)

        for behind in (False, True):
            killed_at(monkeypatch, storage, "put", 0, behind, pruned)
            is_whole(data, 9)
        done = pruned()
        assert (done.responses, done.bytes_after < done.bytes_before) == (1, True)
    is_whole(data, 8)
    assert files_in(to) == sorted([*names(1, 3, 4), "shengmei-000002-p1.warc.gz"])
    assert here(data) == names(5)
