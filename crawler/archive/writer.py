"""The archive written: a batch is appended and on the disk before anybody refers to it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from crawler.archive import warc_records
from crawler.archive.errors import ArchiveError
from crawler.archive.file_names import file_name, number_of
from crawler.archive.gzip_members import compressed, end_of_whole_records, member_length, unpacked
from crawler.archive.http_messages import response_block, split_head
from crawler.archive.reading import opened, payload, warc_record
from crawler.archive.storage import base_name
from crawler.items import Capture
from crawler.store import CaptureRecord
from shengmei import lock_files
from shengmei.disk import sync_to_disk

if TYPE_CHECKING:
    from filelock import FileLock

ROTATE_AT = 1_000_000_000  # bytes; a file stays easy to copy and to check


@dataclass(frozen=True)
class RecordPosition:
    """Where a WARC record stands: file name, first byte, length in bytes; the sha256 of its body, content
    codings undone; and the capture whose body it repeats, where it is a revisit record."""

    file: str
    offset: int
    length: int
    sha256: str
    refers_to: int | None = None


class Archive:
    """Appends to one file at a time, which no other process appends to meanwhile."""

    def __init__(
        self,
        folder: Path,
        ends: Mapping[str, int] | Callable[[], Mapping[str, int]],
        *,
        rotate_at: int = ROTATE_AT,
        worker: str | None = None,
    ) -> None:
        """`ends`: for each file the byte behind the last record that the store knows; a function where other
        processes write too, called when a file is chosen. `worker`: by whom the files are called; others'
        are left alone."""
        self._folder = folder
        self._rotate_at = rotate_at
        self._worker = worker
        self._known_ends = ends
        self._ends: dict[str, int] = {}  # of the files that this process has appended to
        self._lock: FileLock | None = None
        self._file: IO[bytes] | None = None
        self._name = ""
        self._info = ""  # id of the file's warcinfo record

    def append(
        self, captures: Sequence[Capture], earlier: Sequence[CaptureRecord | None] = ()
    ) -> list[RecordPosition]:
        """Writes the responses, and what asked for them; returns where each stands when all of them are on
        the disk. `earlier`: for each the last whole response of its address, if there is one. Raises
        `ArchiveError`."""
        if not captures:
            return []
        known = earlier or [None] * len(captures)
        try:
            file = self._open()
            positions = [self._write(file, *pair) for pair in zip(captures, known, strict=True)]
            file.flush()
            os.fsync(file.fileno())
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
        self._let_go()

    def _forget_file(self) -> None:
        """After a write that failed: the next write opens the file anew, and cuts off what this one left."""
        with suppress(OSError):
            self.close()
        self._file = None
        self._name = ""

    def _write(self, file: IO[bytes], capture: Capture, earlier: CaptureRecord | None) -> RecordPosition:
        sha256 = hashlib.sha256(capture.body).hexdigest()
        key = warc_records.new_id()
        head, body = response_block(capture)
        original = self._repeated(capture, sha256, body, earlier)
        if original is not None and earlier is not None:
            record = warc_records.revisit(capture, key, self._info, head, original)
            sha256, refers_to = earlier.sha256, earlier.id
        else:
            record = warc_records.response(capture, key, self._info, head, body)
            refers_to = None
        if capture.exchange is not None and capture.exchange.request:
            file.write(compressed(warc_records.request(capture, key, self._info)))
        offset = file.tell()
        length = file.write(compressed(record))
        return RecordPosition(self._name, offset, length, sha256, refers_to)

    def _repeated(
        self, capture: Capture, sha256: str, body: bytes, earlier: CaptureRecord | None
    ) -> warc_records.WarcRecord | None:
        """The record of the earlier response, where this one brought the same body, or none because it is
        still the same; only where that record is whole, for it will be all that there is."""
        if earlier is None or earlier.id is None or not (capture.status == 304 or earlier.sha256 == sha256):
            return None
        if not body and capture.status != 304:
            return None
        try:
            with opened(self._folder) as files:
                original = warc_record(files, earlier)
                payload(earlier, original)
        except ArchiveError:
            return None
        sent = split_head(original.block)[1]
        return original if capture.status == 304 or sent == body else None

    def _open(self) -> IO[bytes]:
        if self._file is not None and self._file.tell() < self._rotate_at:
            return self._file
        self.close()
        make_folder(self._folder)
        self._name = self._next_name()
        path = self._folder / self._name
        new = not path.exists()
        if not new:
            os.truncate(path, end_of_whole_records(path, self._ends[self._name]))
        self._file = path.open("ab")
        if new:
            sync_to_disk(self._folder)
        self._begin(self._file)
        return self._file

    def _begin(self, file: IO[bytes]) -> None:
        """Takes the id of the warcinfo record that the file begins with, or writes one."""
        if file.tell():
            self._info = _first_record(self._folder / self._name).fields.get("warc-record-id", "")
        else:
            self._info, info = warc_records.warcinfo(self._name, datetime.now(UTC))
            file.write(compressed(info))

    def _next_name(self) -> str:
        """The newest file if no process has it, the store knows it and it is whole and small enough, else the
        next number; that of a lost file is not given again, because the store still refers to what stood
        there."""
        names = self._names()
        if names and self._take(names[-1]):
            # Asked now that nobody else appends to it: all that it was given is in the store.
            end = self._asked_ends().get(names[-1], self._rotate_at)
            if end < self._rotate_at and _goes_on(self._folder / names[-1], end):
                self._ends[names[-1]] = end
                return names[-1]
        number = max((number_of(name, self._worker) or 0 for name in names), default=0)
        while True:
            number += 1
            name = file_name(number, self._worker)
            if self._take(name) and not (self._folder / name).exists():
                self._ends[name] = 0
                return name

    def _names(self) -> list[str]:
        """All of this worker's files that are there, or that the store knows, here or uploaded."""
        there = (path.name for path in self._folder.glob("shengmei-*.warc.gz"))
        names = {*map(base_name, self._asked_ends()), *there}
        return sorted(name for name in names if number_of(name, self._worker) is not None)

    def _asked_ends(self) -> dict[str, int]:
        known = dict(self._known_ends() if callable(self._known_ends) else self._known_ends)
        return known | {name: max(end, known.get(name, 0)) for name, end in self._ends.items()}

    def _take(self, name: str) -> bool:
        """Whether the file is this process's to append to."""
        self._let_go()
        self._lock = lock_files.take(self._folder / f".{name}.lock")
        return self._lock is not None

    def _let_go(self) -> None:
        if self._lock is not None:
            lock_files.let_go(self._lock)
            self._lock = None


def make_folder(folder: Path) -> None:
    """Makes a folder whose name is on the disk when this returns."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        sync_to_disk(folder.parent)


def _goes_on(path: Path, end: int) -> bool:
    """Whether a file may be appended to: it was begun just now and nothing of it is known yet, or it has what
    the store says and its records are of this version."""
    if end == 0:
        return True
    return path.exists() and path.stat().st_size >= end and _first_record(path).version == "WARC/1.1"


def _first_record(path: Path) -> warc_records.WarcRecord:
    """The record that a file begins with; an empty one for a file that begins with none."""
    with path.open("rb") as file:
        length = member_length(file, 0) or 0
        file.seek(0)
        member = unpacked(file.read(length))
    return (member and warc_records.parse(member)) or warc_records.WarcRecord("", {}, b"")
