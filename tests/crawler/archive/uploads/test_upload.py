"""Closed files move to a shared folder or an object storage: all that reads pages reads them there, and no
kill loses or leaves any."""

from __future__ import annotations

import fsspec
import pytest

from crawler.archive import ArchiveError, read_captures, storage, unfinished_moves, upload
from crawler.archive.file_names import file_name
from crawler.archive.verify import verify_archive
from crawler.reread import reread_archive
from crawler.store import Store
from shengmei.api.store import ArticleStore
from tests.crawler.archive.keeping import Keeping, page
from tests.crawler.archive.uploads import (
    MEMORY,
    NOW,
    called,
    files_in,
    here,
    is_whole,
    killed_at,
    known,
    names,
    uploaded,
)


def test_closed_files_are_read_where_they_are_now(data, to):
    done = uploaded(data, to)
    assert done.files == 3
    assert (files_in(to), here(data)) == (names(1, 2, 3), names(4))
    assert known(data) == sorted([*(f"{to}/{name}" for name in names(1, 2, 3)), *names(4)])
    is_whole(data)
    with Store.open(data / "shengmei.sqlite") as store:
        done = reread_archive(store, data / "archive", processes=1)
    assert (done.pages, done.damaged) == (4, [])
    assert uploaded(data, to).files == 0
    with ArticleStore(Store.open_read_only(data / "shengmei.sqlite"), data / "archive") as kept:
        (capture,) = kept.captures(page(1, NOW).url)
    assert capture.body == page(1, NOW).body


def test_indexes_are_fed_where_a_page_is_now(data, to):
    with Store.open(data / "shengmei.sqlite") as store:
        before = store.read(lambda transaction: transaction.changes.newest())
        upload.upload(store, data / "archive", to)
        changed = store.read(lambda transaction: transaction.changes.after(before, 100))
    assert len(changed) == 3


def test_a_page_that_repeats_an_uploaded_one_is_read(data, to):
    uploaded(data, to)
    with Store.open(data / "shengmei.sqlite") as store, store.reading() as transaction:
        *_, repeated = transaction.articles.captures_of(page(0, NOW).url)
    (capture,) = read_captures(data / "archive", [repeated])
    assert capture.body == page(0, NOW).body


@pytest.mark.parametrize("everything", [False, True])
def test_the_next_crawl_gives_no_number_again(data, to, everything):
    uploaded(data, to, everything=everything)
    assert here(data) == ([] if everything else names(4))
    with Keeping(data, rotate_at=1) as keeping:
        (row,) = keeping.keep(page(9, NOW))
    assert row.file == file_name(5)


KILLED = [
    *((upload, step) for step in ("note_move", "_move", "finish_moves")),
    *((storage, step) for step in ("put", "digest", "delete")),
]


@pytest.mark.parametrize(("home", "step"), KILLED, ids=lambda one: getattr(one, "__name__", str(one)))
@pytest.mark.parametrize("behind", [False, True], ids=["before", "after"])
def test_killed_beside_any_step_it_goes_on(data, to, monkeypatch, home, step, behind):
    """An exception before or after a step leaves what a kill there leaves."""
    killed_at(monkeypatch, home, step, 1, behind, lambda: uploaded(data, to))
    is_whole(data)
    uploaded(data, to)
    is_whole(data)
    assert (files_in(to), here(data)) == (names(1, 2, 3), names(4))
    assert not (data / "archive" / unfinished_moves.NOTE).exists()


def test_a_foreign_file_of_the_same_name_is_left(data, to):
    with fsspec.open(f"{to}/{file_name(2)}", "wb") as file:
        file.write(b"foreign")
    with pytest.raises(ArchiveError, match="is another file"):
        uploaded(data, to)
    with fsspec.open(f"{to}/{file_name(2)}", "rb") as file:
        assert file.read() == b"foreign"
    assert here(data) == names(2, 3, 4)
    is_whole(data)


def test_what_was_copied_there_by_hand_is_taken(data, to):
    storage.put(data / "archive" / file_name(1), data / "archive", f"{to}/{file_name(1)}")
    assert uploaded(data, to).files == 3
    is_whole(data)


def test_a_copy_that_is_read_back_as_something_else_is_none(data, to, monkeypatch):
    right = storage.digest
    monkeypatch.setattr(storage, "digest", lambda folder, name: right(folder, name) + name)
    with pytest.raises(ArchiveError, match="something else"):
        uploaded(data, to)
    assert (files_in(to), here(data)) == ([], names(1, 2, 3, 4))
    assert known(data) == names(1, 2, 3, 4)


def test_a_file_that_lacks_its_end_is_not_uploaded(data, to):
    local = data / "archive" / file_name(1)
    local.write_bytes(local.read_bytes()[:-100])
    with pytest.raises(ArchiveError, match="lacks 100 bytes"):
        uploaded(data, to)
    assert files_in(to) == []


def test_a_lost_file_is_named(data, to):
    uploaded(data, to)
    storage.delete(data, f"{to}/{file_name(2)}")
    with Store.open(data / "shengmei.sqlite") as store:
        done = verify_archive(store, data / "archive")
    assert {one.file for one in done.rotten} == {f"{to}/{file_name(2)}"}
    doctor = called(data, "doctor")
    assert f"{file_name(2)} is missing" in doctor.stdout


def test_a_storage_that_is_away_has_lost_nothing(data, monkeypatch):
    uploaded(data, MEMORY)
    with monkeypatch.context() as patched:
        patched.setattr(type(fsspec.filesystem("memory")), "_open", lambda *_, **__: 1 / 0)
        verified = called(data, "archive", "verify")
    assert verified.exit_code == 3, verified.output
    assert "cannot be reached (ZeroDivisionError" in verified.stderr
    assert "rotten" not in verified.output
    is_whole(data)


def test_the_command(data, to):
    done = called(data, "archive", "upload", to)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(f"3 files moved to {to}, ")
    assert called(data, "archive", "upload", to).stdout.startswith(f"0 files moved to {to}")
    assert called(data, "archive", "upload", to, "--all").stdout.startswith(f"1 file moved to {to}")
    assert "none shorter than the store says" in called(data, "doctor").stdout
    backup = called(data, "backup", str(data.parent / "copy"))
    assert backup.exit_code == 0, backup.output
    assert "4 files that archive upload moved elsewhere" in backup.output


@pytest.mark.parametrize(
    "wrong", ["nowhere://bucket/archive", "memory://me:secret@bucket", "no-folder", "archive"]
)
def test_what_is_no_place_is_refused(data, wrong):
    to = wrong if "://" in wrong else str(data / wrong)
    refused = called(data, "archive", "upload", to)
    assert refused.exit_code == 2
    assert "secret" not in refused.output
    is_whole(data)
