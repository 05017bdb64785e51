"""The archive: every response as it came, in WARC files that any web-archive tool reads.

A record is appended and flushed before the transaction that refers to it, so a reference always leads to a
whole record; a record without a row (the process died in between) is harmless. A torn last record is not:
readers take it for whole, or stop there in silence. So before a file is appended to, what stands behind the
last whole record in it is cut off. A file that the store does not know is left alone.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.items import Capture
from crawler.store import CaptureRecord
from shengmei.problems import Problem

ROTATE_AT = 1_000_000_000  # bytes; a file stays easy to copy and to check
CHUNK = 65_536  # bytes
COMPRESSION = 6  # zlib level: 9 costs 1.6 times the time for 1 % of the bytes


class ArchiveError(Problem):
    """The archive cannot be written, or does not hold what the store says it holds."""


@dataclass(frozen=True)
class RecordPosition:
    """Where a WARC record stands: file name, first byte, length in bytes; and the sha256 of its body."""

    file: str
    offset: int
    length: int
    sha256: str


class Archive:
    """Appends to one file at a time. One process only: the crawl's lock sees to that."""

    def __init__(self, folder: Path, ends: Mapping[str, int], *, rotate_at: int = ROTATE_AT) -> None:
        """`ends`: for each file the byte behind the last record that the store knows."""
        self._folder = folder
        self._rotate_at = rotate_at
        self._ends = dict(ends)
        self._file: IO[bytes] | None = None
        self._name = ""

    def append(self, captures: Sequence[Capture]) -> list[RecordPosition]:
        """Writes the responses and flushes; returns where each stands. Raises `ArchiveError`."""
        try:
            file = self._open()
            positions = [self._write(file, capture) for capture in captures]
            file.flush()
            self._ends[self._name] = file.tell()
        except OSError as error:
            self._forget_file()
            raise ArchiveError(
                f"archive {self._folder}: {error.strerror}: nothing of this batch was kept"
            ) from error
        return positions

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _forget_file(self) -> None:
        """After a write that failed: the next write opens the file anew, and cuts off what this one left."""
        with suppress(OSError):
            self.close()
        self._file = None
        self._name = ""

    def _write(self, file: IO[bytes], capture: Capture) -> RecordPosition:
        record = _compressed(capture)
        offset = file.tell()
        file.write(record)
        return RecordPosition(self._name, offset, len(record), hashlib.sha256(capture.body).hexdigest())

    def _open(self) -> IO[bytes]:
        if self._file is not None and self._file.tell() < self._rotate_at:
            return self._file
        self.close()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._name = self._next_name()
        path = self._folder / self._name
        if path.exists():
            os.truncate(path, end_of_whole_records(path, self._ends[self._name]))
        self._file = path.open("ab")
        return self._file

    def _next_name(self) -> str:
        """The newest file if the store knows it and it is whole and small enough, else the next number; that
        of a lost file is not given again, because the store still refers to what stood there."""
        known = (name for name in self._ends if name.startswith("shengmei-"))
        names = sorted({*known, *(path.name for path in self._folder.glob("shengmei-*.warc.gz"))})
        end = self._ends.get(names[-1], self._rotate_at) if names else self._rotate_at
        if end < self._rotate_at and _size(self._folder / names[-1]) >= end:
            return names[-1]
        number = int(names[-1].split("-")[1].split(".")[0]) + 1 if names else 1
        name = f"shengmei-{number:06}.warc.gz"
        self._ends[name] = 0
        return name


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def end_of_whole_records(path: Path, known: int) -> int:
    """The byte behind the last whole record; `known` is behind the last one that the store has a row of.

    Whole records that no row names may stay.
    """
    end = known
    with path.open("rb") as file:
        while (length := _record_length(file, end)) is not None:
            end += length
    return end


def _record_length(file: IO[bytes], start: int) -> int | None:
    """The length of the compressed record that begins at `start`; None for a torn one, or none."""
    file.seek(start)
    member = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        while chunk := file.read(CHUNK):
            member.decompress(chunk)
            if member.eof:
                return file.tell() - len(member.unused_data) - start
    except zlib.error:
        return None
    return None


def read_captures(folder: Path, records: Iterable[CaptureRecord]) -> Iterable[Capture]:
    """The responses that the store has these rows of, in order.

    Raises `ArchiveError` naming the file and byte of a record that is missing, torn or another than was
    written.
    """
    open_file: IO[bytes] | None = None
    name = ""
    try:
        for record in records:
            if record.file != name or open_file is None:
                if open_file is not None:
                    open_file.close()
                open_file, name = _open_to_read(folder / record.file), record.file
            yield _read(open_file, record)
    finally:
        if open_file is not None:
            open_file.close()


def _open_to_read(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise ArchiveError(f"archive file {path} cannot be read ({error.strerror}): restore it") from error


def _read(file: IO[bytes], record: CaptureRecord) -> Capture:
    file.seek(record.offset)
    try:
        stored = next(ArchiveIterator(BytesIO(file.read(record.length))))
        body = stored.content_stream().read()
    except (StopIteration, ArchiveLoadFailed, zlib.error, EOFError) as error:
        raise _damaged(record, "holds no whole record") from error
    if hashlib.sha256(body).hexdigest() != record.sha256:
        raise _damaged(record, "holds another body than was written (its digest does not match)")
    headers: list[tuple[str, str]] = stored.http_headers.headers
    return Capture(
        url=record.address,
        fetched_at=record.fetched_at,
        body=body,
        status=record.status,
        headers=tuple(headers),
    )


def _damaged(record: CaptureRecord, problem: str) -> ArchiveError:
    where = f"{record.file} {problem} at byte {record.offset}"
    return ArchiveError(f"archive file {where}: restore it from a copy")


def _compressed(capture: Capture) -> bytes:
    """One WARC response record, compressed by itself so that it can be read by its offset."""
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=False)
    writer.write_record(_record(writer, capture))
    # warcio compresses at level 9 only.
    packer = zlib.compressobj(COMPRESSION, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return packer.compress(buffer.getvalue()) + packer.flush()


def _record(writer: WARCWriter, capture: Capture) -> Any:
    # The body stands here with its content encoding undone, so the header that names it must go.
    headers = [(name, value) for name, value in capture.headers if name.lower() not in _UNDONE]
    http = StatusAndHeaders(f"{capture.status} ", headers, protocol="HTTP/1.1")
    date = capture.fetched_at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
    return writer.create_warc_record(
        capture.url,
        "response",
        payload=BytesIO(capture.body),
        length=len(capture.body),
        http_headers=http,
        warc_headers_dict={"WARC-Date": date},
    )


_UNDONE = {"content-encoding", "transfer-encoding", "content-length"}
