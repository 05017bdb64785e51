"""The archive checked: whatever is not as it was written is found, and named by file, byte and address."""

from __future__ import annotations

import gzip
import json
import os
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from crawler.archive import ArchiveError
from crawler.archive.verify import verify_archive
from crawler.store import Store
from search_cli.cli import root
from shengmei.tasks import running
from tests.crawler.archive.keeping import Keeping, not_modified, page
from tests.unwritable import run_as_nobody, unwritable_copy
from tests.upgrades.unpacked import migrated_data

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)


@pytest.fixture
def kept(tmp_path):
    """Three pages, one of them also as the same again and as not modified; its rows."""
    data = tmp_path / "data"
    with Keeping(data) as keeping:
        rows = keeping.keep(*(page(number, NOW) for number in (1, 2, 3)))
        rows += keeping.keep(page(1, NOW + timedelta(days=1)))
        rows += keeping.keep(not_modified(1, NOW + timedelta(days=2)))
    return data, rows


def verified(data):
    with Store.open(data / "shengmei.sqlite") as store:
        return verify_archive(store, data / "archive")


def change(data, at: int) -> None:
    path = data / "archive" / "shengmei-000001.warc.gz"
    content = bytearray(path.read_bytes())
    content[at] ^= 0x10
    path.write_bytes(content)


def unpacked(data, row) -> bytes | None:
    """What the record of a row says; None where it cannot be unpacked."""
    content = (data / "archive" / row.file).read_bytes()[row.offset : row.offset + row.length]
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        return None


def test_a_whole_archive_has_nothing_wrong(kept):
    data, rows = kept
    done = verified(data)
    assert (done.files, done.responses, done.rotten, done.torn, done.unknown) == (1, 5, [], [], [])
    assert done.records == 1 + 2 * len(rows)  # warcinfo, requests and responses


def test_each_byte_that_changes_in_a_body_is_found(kept):
    """All but what says nothing: time and system in a gzip head, the bits that fill the last byte."""
    data, rows = kept
    row = rows[1]
    whole, nothing_said = unpacked(data, row), 0
    for at in range(row.offset, row.offset + row.length, 7):
        change(data, at)
        found, now = verified(data).rotten, unpacked(data, row)
        change(data, at)
        if now == whole:
            nothing_said += 1
        else:
            assert [(one.offset, one.address) for one in found] == [(row.offset, row.address)], at
    assert nothing_said <= 2


def test_a_request_that_rots_is_found_and_the_pages_around_it_are_checked(kept):
    data, rows = kept
    end_of_first = rows[0].offset + rows[0].length
    change(data, end_of_first + 30)
    done = verified(data)
    assert [(one.offset, one.address) for one in done.rotten] == [(end_of_first, None)]
    assert done.responses == 5


def test_an_original_that_rots_takes_those_with_it_that_repeat_it(kept):
    data, rows = kept
    change(data, rows[0].offset + rows[0].length // 2)
    assert [one.offset for one in verified(data).rotten] == [rows[n].offset for n in (0, 3, 4)]


def test_a_cut_file_lacks_its_last_pages_and_a_lost_one_all(kept):
    data, rows = kept
    path = data / "archive" / "shengmei-000001.warc.gz"
    os.truncate(path, rows[4].offset + 10)
    assert [one.offset for one in verified(data).rotten] == [rows[4].offset]
    path.unlink()
    assert len(verified(data).rotten) == 5
    path.parent.rmdir()
    with pytest.raises(ArchiveError, match="no archive at"):
        verified(data)


def test_half_a_record_at_the_end_and_a_foreign_file_are_no_damage(kept):
    data, _ = kept
    with (data / "archive" / "shengmei-000001.warc.gz").open("ab") as file:
        file.write(b"\x1f\x8b\x08\x00half")
    (data / "archive" / "other.warc.gz").write_bytes(b"what is this")
    done = verified(data)
    assert (done.rotten, done.torn, done.unknown) == ([], ["shengmei-000001.warc.gz"], ["other.warc.gz"])


def test_a_row_that_says_another_digest_than_the_record_is_found(kept):
    data, rows = kept
    with Store.open(data / "shengmei.sqlite") as store, store.writing() as transaction:
        connection = transaction.captures._connection
        connection.exec_driver_sql("UPDATE captures SET sha256 = 'f' WHERE id = 2")
    (found,) = verified(data).rotten
    assert found.offset == rows[1].offset
    assert "is not what the store says" in found.problem


def test_an_archive_of_the_first_version_is_whole(tmp_path):
    done = verified(migrated_data(tmp_path))
    assert done.rotten == []
    assert done.responses == done.records > 50


def test_the_command_names_what_is_rotten_and_ends_incomplete(kept):
    data, rows = kept
    sound = CliRunner().invoke(root, ["--data", str(data), "archive", "verify"])
    assert (sound.exit_code, sound.stdout) == (0, "1 file, 11 records, 5 pages: 0 rotten\n")
    change(data, rows[1].offset + 40)
    called = CliRunner().invoke(root, ["--data", str(data), "archive", "verify"])
    assert called.exit_code == 4
    assert f"rotten: shengmei-000001.warc.gz at byte {rows[1].offset} ({rows[1].address})" in called.stdout
    listed = CliRunner().invoke(root, ["--data", str(data), "archive", "verify", "--json"])
    assert [one["offset"] for one in json.loads(listed.stdout)["rotten"]] == [rows[1].offset]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_file_that_is_checked_in_stretches_gives_the_same(kept, monkeypatch, processes):
    """Where a stretch begins, in front of what no row names, and at a torn end."""
    data, rows = kept
    end_of_second = rows[1].offset + rows[1].length
    change(data, end_of_second + 30)  # the request between two stretches
    change(data, rows[4].offset + rows[4].length // 2)
    with (data / "archive" / "shengmei-000001.warc.gz").open("ab") as file:
        file.write(b"\x1f\x8b\x08\x00half")
    whole = verified(data)
    assert [one.offset for one in whole.rotten] == [end_of_second, rows[4].offset]
    assert whole.torn == ["shengmei-000001.warc.gz"]
    monkeypatch.setattr("crawler.archive.verify._ROWS", 2)
    told = []
    with Store.open(data / "shengmei.sqlite") as store, running(processes=processes) as tasks:
        done = verify_archive(
            store, data / "archive", tasks=tasks, on_progress=lambda *both: told.append(both)
        )
    assert done == whole
    assert len(told) == 3
    assert told[-1][0] == told[-1][1]


def test_a_folder_that_nobody_may_write_in_is_checked(kept):
    data, rows = kept
    with unwritable_copy(data) as closed:
        before = sorted(closed.rglob("*"))
        verify, status = run_as_nobody(data, closed, [["archive", "verify"], ["archive", "status"]])
        assert (verify[0], verify[1]) == (0, "1 file, 11 records, 5 pages: 0 rotten\n"), verify[2]
        assert status[0] == 0, status[2]
        assert sorted(closed.rglob("*")) == before
    change(data, rows[1].offset + rows[1].length - 20)
    with unwritable_copy(data) as closed:
        ((code, said, _),) = run_as_nobody(data, closed, [["archive", "verify"]])
    assert code == 4
    assert said.startswith("rotten: shengmei-000001.warc.gz at byte ")
