"""The archive: what the store refers to is whole, whatever happened between."""

from __future__ import annotations

import os
import random
import zlib
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import Archive, ArchiveError, read_captures
from crawler.archive.gzip_members import COMPRESSION, compressed, unpacked
from crawler.items import Capture
from crawler.store import CaptureRecord

NOW = datetime(2026, 5, 1, 8, 0, 0, 250_000, tzinfo=UTC)


def capture(number: int, body: bytes = b"") -> Capture:
    return Capture(
        url=f"http://m.example.cn/p/{number}.html",
        fetched_at=NOW,
        body=body or f"<p>第{number}页\x00</p>".encode() * 50,
        headers=(("Content-Type", "text/html; charset=gbk"), ("Content-Encoding", "gzip"), ("X-Twice", "a")),
    )


def captured(one: Capture, place) -> CaptureRecord:
    return CaptureRecord(
        url=one.url, address=one.url, fetched_at=one.fetched_at, status=one.status, **place.__dict__
    )


def ends(last: CaptureRecord) -> dict[str, int]:
    """What the store knows of the archive, whose last record that is."""
    return {last.file: last.offset + last.length}


def write(folder, captures, known=None, **options) -> list[CaptureRecord]:
    archive = Archive(folder, known or {}, **options)
    places = archive.append(captures)
    archive.close()
    return [captured(*pair) for pair in zip(captures, places, strict=True)]


def test_what_was_written_is_read_byte_for_byte(tmp_path):
    written = [capture(1), capture(2, b"\xff\x00binary"), capture(3)]
    read = list(read_captures(tmp_path, write(tmp_path, written)))
    assert [(one.url, one.body, one.status, one.fetched_at) for one in read] == [
        (one.url, one.body, 200, NOW) for one in written
    ]
    assert dict(read[0].headers)["Content-Type"] == "text/html; charset=gbk"
    assert "Content-Encoding" not in dict(read[0].headers)


def test_what_was_appended_is_in_the_file_when_append_returns(tmp_path):
    archive = Archive(tmp_path, {})
    (position,) = archive.append([capture(1)])
    (read,) = read_captures(tmp_path, [captured(capture(1), position)])
    archive.close()
    assert read.body == capture(1).body


def test_headers_of_how_the_body_travelled_are_left_out(tmp_path):
    travelled = (("Content-Length", "9"), ("TRANSFER-ENCODING", "chunked"), ("content-encoding", "br"))
    one = replace(capture(1), headers=(*travelled, ("Last-Modified", "Fri, 01 May 2026 08:00:00 GMT")))
    (read,) = read_captures(tmp_path, write(tmp_path, [one]))
    assert read.headers == (("Last-Modified", "Fri, 01 May 2026 08:00:00 GMT"),)


@pytest.mark.parametrize(("rotate_at", "numbers"), [(10, [1, 2, 3]), (10_000_000, [1, 1, 1])])
def test_one_archive_goes_on_in_its_file_until_that_is_full(tmp_path, rotate_at, numbers):
    archive = Archive(tmp_path, {}, rotate_at=rotate_at)
    positions = [archive.append([capture(number)])[0] for number in range(3)]
    archive.close()
    assert [one.file for one in positions] == [f"shengmei-{number:06}.warc.gz" for number in numbers]
    records = [captured(capture(number), position) for number, position in enumerate(positions)]
    assert [one.body for one in read_captures(tmp_path, records)] == [capture(n).body for n in range(3)]


def test_other_tools_read_every_record(tmp_path):
    write(tmp_path, [capture(n) for n in range(5)])
    with (tmp_path / "shengmei-000001.warc.gz").open("rb") as file:
        records = [
            (r.rec_type, r.rec_headers["WARC-Target-URI"], r.rec_headers["WARC-Date"])
            for r in ArchiveIterator(file)
        ]
    assert records[0][0] == "warcinfo"
    assert records[5] == ("response", "http://m.example.cn/p/4.html", "2026-05-01T08:00:00.250Z")
    assert len(records) == 6


@pytest.mark.parametrize("torn", [b"", b"\x1f\x8b", b"torn record that a killed process left behind" * 9])
def test_a_torn_tail_is_cut_off_before_the_next_record(tmp_path, torn):
    first = write(tmp_path, [capture(1), capture(2)])
    file = tmp_path / first[0].file
    with file.open("ab") as open_file:
        open_file.write(torn)
    second = write(tmp_path, [capture(3)], ends(first[1]))
    assert [one.body for one in read_captures(tmp_path, [*first, *second])] == [
        capture(n).body for n in (1, 2, 3)
    ]
    with file.open("rb") as open_file:
        kinds = [one.rec_type for one in ArchiveIterator(open_file)]
    assert kinds == ["warcinfo", *["response"] * 3]


def test_whole_records_without_a_row_stay(tmp_path):
    first = write(tmp_path, [capture(1), capture(2)])
    second = write(tmp_path, [capture(3)], ends(first[0]))
    assert second[0].offset == first[1].offset + first[1].length
    assert [one.body for one in read_captures(tmp_path, first)] == [capture(1).body, capture(2).body]


def test_a_file_that_the_store_does_not_know_is_left_alone(tmp_path):
    first = write(tmp_path, [capture(1), capture(2)])
    before = (tmp_path / first[0].file).read_bytes()
    second = write(tmp_path, [capture(3)])
    assert (first[0].file, second[0].file) == ("shengmei-000001.warc.gz", "shengmei-000002.warc.gz")
    assert (tmp_path / first[0].file).read_bytes() == before


def test_what_a_failed_write_left_is_cut_off(tmp_path, monkeypatch):
    archive = Archive(tmp_path, {})
    (first,) = archive.append([capture(1)])

    def full_disk(_archive, file, *_):
        file.write(b"half a rec")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Archive, "_write", full_disk)
        with pytest.raises(ArchiveError, match="No space left"):
            archive.append([capture(2)])
    (second,) = archive.append([capture(3)])
    archive.close()
    assert second.offset == first.offset + first.length
    assert [one.body for one in read_captures(tmp_path, [captured(capture(3), second)])] == [capture(3).body]


def test_files_are_rotated_and_a_full_one_is_not_appended_to(tmp_path):
    first = write(tmp_path, [capture(1)], rotate_at=10)
    second = write(tmp_path, [capture(2)], ends(first[0]), rotate_at=10)
    assert (first[0].file, second[0].file) == ("shengmei-000001.warc.gz", "shengmei-000002.warc.gz")
    there_and_back = [second[0], first[0], second[0]]
    assert [one.body for one in read_captures(tmp_path, there_and_back)] == [
        capture(number).body for number in (2, 1, 2)
    ]


def test_a_missing_or_damaged_file_is_named(tmp_path):
    (place,) = write(tmp_path, [capture(1)])
    path = tmp_path / place.file
    whole = path.read_bytes()
    path.write_bytes(whole[:40])
    with pytest.raises(ArchiveError, match="no whole record"):
        list(read_captures(tmp_path, [place]))
    path.unlink()
    with pytest.raises(ArchiveError, match=r"shengmei-000001.warc.gz cannot be read"):
        list(read_captures(tmp_path, [place]))


def test_a_record_of_another_body_than_was_written_is_named(tmp_path):
    (place,) = write(tmp_path, [capture(1)])
    (other,) = write(tmp_path / "other", [capture(2)])
    (tmp_path / place.file).write_bytes((tmp_path / "other" / other.file).read_bytes())
    with pytest.raises(ArchiveError, match=r"000001.warc.gz holds another body .* at byte \d+: restore"):
        list(read_captures(tmp_path, [replace(place, offset=other.offset, length=other.length)]))


def test_no_byte_of_a_body_changes_in_silence(tmp_path):
    (place,) = write(tmp_path, [capture(1)])
    path = tmp_path / place.file
    whole = path.read_bytes()
    passed_over = 0
    for at in range(place.offset, place.offset + place.length):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        with suppress(ArchiveError):
            passed_over += [one.body for one in read_captures(tmp_path, [place])] != [capture(1).body]
    assert passed_over == 0


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ArchiveError, match="nothing of this batch was kept"):
        Archive(tmp_path / "file", {}).append([capture(1)])


@pytest.mark.parametrize("left", [None, 0, 10])
def test_a_file_that_was_lost_or_cut_is_not_written_to_again(tmp_path, left):
    """Written over, the store would refer to other pages; filled up with zeros, nobody would see it."""
    (place,) = write(tmp_path, [capture(1)])
    file = tmp_path / place.file
    file.unlink() if left is None else os.truncate(file, left)
    (other,) = write(tmp_path, [capture(2)], ends(place))
    assert other.file == "shengmei-000002.warc.gz"
    assert (file.stat().st_size if file.exists() else None) == left


@pytest.mark.parametrize("size", [0, 1, 300, 511, 512, 5_000, 32_767, 32_768, 32_769, 200_000])
def test_a_window_as_large_as_the_record_costs_no_bytes(size):
    words = random.Random(size)
    record = b"".join(b"%d " % words.randrange(2000) for _ in range(size // 4 + 1))[:size]
    largest = zlib.compressobj(COMPRESSION, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    whole = largest.compress(record) + largest.flush()
    assert unpacked(compressed(record)) == record
    assert len(compressed(record)) <= len(whole) + 2
