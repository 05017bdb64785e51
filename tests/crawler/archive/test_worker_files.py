"""Each worker has archive files of its own; what lies on another one's disk is said, and left alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.archive import Archive, ArchiveError, read_captures
from crawler.archive.file_names import file_name, number_of, worker_of
from crawler.archive.prune import choose
from crawler.archive.verify import verify_archive
from crawler.archive_files import own_archive_ends
from crawler.removal.archive_removal import finish_removals
from tests.crawler.archive.keeping import Keeping, page

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "worker", "number"),
    [
        ("shengmei-000001.warc.gz", None, 1),
        ("shengmei-000012-p3.warc.gz", None, 12),
        ("shengmei-north-000002.warc.gz", "north", 2),
        ("shengmei-host-0f3c9a-2-000002-p1.warc.gz", "host-0f3c9a-2", 2),
        ("shengmei-000001-000007.warc.gz", "000001", 7),
        ("other-000001.warc.gz", None, None),
    ],
)
def test_a_name_says_whose_file_it_is(name, worker, number):
    assert (worker_of(name), number_of(name, worker)) == (worker, number)
    assert number_of(name, "somebody") is None


def test_workers_append_to_files_of_their_own_and_go_on_with_them(tmp_path):
    ends: dict[str, int] = {}

    def append(worker: str | None) -> str:
        archive = Archive(tmp_path / "archive", lambda: ends, worker=worker)
        (place,) = archive.append([page(1, NOW)])
        archive.close()
        ends[place.file] = place.offset + place.length
        return place.file

    names = [append(worker) for worker in ("north", None, "north-2", "north")]
    assert names == [file_name(1, "north"), file_name(1), file_name(1, "north-2"), file_name(1, "north")]


def test_a_worker_cuts_off_its_own_torn_record_and_leaves_that_of_another(tmp_path):
    folder, ends = tmp_path / "archive", dict[str, int]()
    for worker in ("north", "south"):
        archive = Archive(folder, lambda: ends, worker=worker)
        (place,) = archive.append([page(1, NOW)])
        archive.close()
        ends[place.file] = place.offset + place.length
        with (folder / place.file).open("ab") as file:
            file.write(b"\x1f\x8b\x08torn")
    archive = Archive(folder, lambda: ends, worker="north")
    (place,) = archive.append([page(2, NOW)])
    archive.close()
    assert place.offset >= ends["shengmei-north-000001.warc.gz"]
    assert b"torn" not in (folder / place.file).read_bytes()
    assert (folder / file_name(1, "south")).read_bytes().endswith(b"torn")


@pytest.fixture
def elsewhere(tmp_path):
    """An open store with pages of two workers, whose south one has its file on another disk."""
    with Keeping(tmp_path / "data") as keeping:
        rows = []
        for name, directory in (("north", "here"), ("south", "there")):
            facts = {"directory": directory, "host": "h", "holder": name, "now": NOW, "until": NOW}
            keeping.store.write(lambda transaction, n=name, f=facts: transaction.workers.begin(n, **f))
            keeping.archive = Archive(keeping.archive_folder, {}, worker=name)
            rows += keeping.keep(page(len(rows) + 1, NOW))
            keeping.archive.close()
        (tmp_path / "data" / ".directory-name").write_text("here")
        south = keeping.archive_folder / file_name(1, "south")
        south.rename(tmp_path / south.name)
        yield keeping, rows


def test_a_page_on_the_disk_of_another_worker_is_named_with_its_file(elsewhere):
    keeping, (_, south) = elsewhere
    with pytest.raises(
        ArchiveError, match=r"shengmei-south-000001.warc.gz is not in .*: worker south wrote it"
    ):
        list(read_captures(keeping.archive_folder, [south]))


def test_what_lies_on_another_disk_is_neither_lost_nor_pruned(elsewhere):
    keeping, (north, _) = elsewhere
    done = verify_archive(keeping.store, keeping.archive_folder)
    assert (done.rotten, done.responses, done.elsewhere) == ([], 1, [file_name(1, "south")])
    own = keeping.store.read(lambda transaction: own_archive_ends(transaction, keeping.archive_folder))
    assert list(own) == [file_name(1, "north")]
    (keeping.archive_folder / north.file).unlink()  # this one's own is lost
    assert len(verify_archive(keeping.store, keeping.archive_folder).rotten) == 1
    assert choose(keeping.store, keeping.archive_folder, older_than=NOW) == []


def test_what_is_to_be_removed_on_another_disk_waits_for_its_worker(elsewhere, tmp_path):
    keeping, (_, south) = elsewhere
    place = (south.file, south.offset, south.length)
    keeping.store.write(lambda transaction: transaction.forgetting.remove_later([place], NOW))
    keeping.store.write(
        lambda transaction: transaction.pruning.record([south.id], [], NOW)
    )  # no row names the file any more
    left = finish_removals(keeping.store, keeping.archive_folder)
    assert (left.records, "worker south has" in left.reason) == (1, True)
    (tmp_path / south.file).rename(keeping.archive_folder / south.file)  # as on the worker's own machine
    assert finish_removals(keeping.store, keeping.archive_folder) is None
    with pytest.raises(ArchiveError):
        list(read_captures(keeping.archive_folder, [south]))
