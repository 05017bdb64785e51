"""A record overwritten where it stands: of the same length, readable, and nothing of the page in it."""

from __future__ import annotations

import gzip
import os
from datetime import UTC, datetime

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import Archive, read_captures
from crawler.archive.gzip_members import end_of_whole_records
from crawler.items import Capture
from crawler.removal.archive_removal import NOTE, finish_removals, overwrite, replacement
from crawler.store import CaptureRecord, Store

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize("length", [*range(310, 330), 1_000, 65_535, 66_000, 131_500, 200_000, 1_000_003])
def test_it_is_a_record_of_exactly_that_length_that_says_why(length):
    record = replacement(length)
    assert len(record) == length
    text = gzip.decompress(record)
    assert text.startswith(b"WARC/1.1\r\nWARC-Type: metadata\r\n")
    assert NOTE.encode() in text


@pytest.mark.parametrize("length", [1, 20, 30, 60, 150, 200])
def test_where_there_is_no_room_for_a_note_nothing_is_left_all_the_same(length):
    record = replacement(length)
    assert len(record) == length
    assert set(record) == {0} or gzip.decompress(record) == b""


def archived(folder, bodies):
    """The records of those bodies in an archive of one file."""
    archive = Archive(folder, {})
    captures = [
        Capture(url=f"https://a.example.cn/{n}", fetched_at=NOW, body=body) for n, body in enumerate(bodies)
    ]
    positions = archive.append(captures)
    archive.close()
    return [
        CaptureRecord(
            url=capture.url, address=capture.url, fetched_at=NOW, status=200,
            file=at.file, offset=at.offset, length=at.length, sha256=at.sha256,
        )
        for capture, at in zip(captures, positions, strict=True)
    ]  # fmt: skip


BODIES = [b"first page", os.urandom(300_000), b"third page", b""]


@pytest.mark.parametrize("which", range(4))
def test_the_others_keep_their_places_and_the_file_is_read_to_its_end(tmp_path, which):
    records = archived(tmp_path, BODIES)
    one = records[which]
    file = tmp_path / one.file
    size = file.stat().st_size
    overwrite(file, one.offset, one.length)
    rest = [record for record in records if record is not one]
    kept = [body for body in BODIES if body is not BODIES[which]]
    assert [capture.body for capture in read_captures(tmp_path, rest)] == kept
    assert file.stat().st_size == size == end_of_whole_records(file, 0)
    with file.open("rb") as stream:
        kinds = [record.rec_type for record in ArchiveIterator(stream)]
    assert sorted(kinds) == ["metadata", "response", "response", "response", "warcinfo"]


def test_what_lies_behind_the_end_of_the_file_is_left_out(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(b"x" * 10)
    overwrite(tmp_path / "a.warc.gz", 10, 500)
    assert (tmp_path / "a.warc.gz").read_bytes() == b"x" * 10
    overwrite(tmp_path / "a.warc.gz", 4, 500)
    assert (tmp_path / "a.warc.gz").read_bytes() == b"xxxx" + bytes(6)


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "data" / "shengmei.sqlite", create=True) as opened:
        yield opened


def test_a_place_that_another_record_has_by_now_is_left_alone(tmp_path, store):
    """The crawl cut off a torn end, and wrote there."""
    (record, *_) = archived(tmp_path, BODIES)
    with store.writing() as transaction:
        transaction.articles.capture([record])
        transaction.forgetting.remove_later([(record.file, record.offset + 5, record.length)], NOW)
    assert finish_removals(store, tmp_path) is None
    assert [one.body for one in read_captures(tmp_path, [record])] == BODIES[:1]
    with store.reading() as transaction:
        assert transaction.forgetting.removals() == []


def test_a_file_that_is_missing_waits(tmp_path, store):
    record, other = archived(tmp_path, [b"forgotten", b"kept"])
    (tmp_path / record.file).rename(tmp_path / "elsewhere")
    with store.writing() as transaction:
        transaction.articles.capture([other])
        transaction.forgetting.remove_later([(record.file, record.offset, record.length)], NOW)
    left = finish_removals(store, tmp_path)
    assert left is not None
    assert (left.records, record.file in left.reason) == (1, True)
    (tmp_path / "elsewhere").rename(tmp_path / record.file)
    assert finish_removals(store, tmp_path) is None
    assert b"forgotten" not in gzip.decompress((tmp_path / record.file).read_bytes())
    assert [one.body for one in read_captures(tmp_path, [other])] == [b"kept"]


def test_a_file_that_was_thrown_away_is_not_waited_for(tmp_path, store):
    with store.writing() as transaction:
        transaction.forgetting.remove_later([("pruned.warc.gz", 0, 500)], NOW)
    assert finish_removals(store, tmp_path) is None
    with store.reading() as transaction:
        assert transaction.forgetting.removals() == []
