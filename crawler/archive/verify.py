"""The archive checked: every record of every file, its digests, and the rows that the store has of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import IO

from crawler.archive.errors import ArchiveError
from crawler.archive.file_names import lying_elsewhere
from crawler.archive.gzip_members import member_length, unpacked
from crawler.archive.http_messages import split_head
from crawler.archive.reading import OpenFiles, opened, payload, rows_of, warc_record
from crawler.archive.warc_records import WarcRecord, agrees, parse
from crawler.store import CaptureRecord, Store
from crawler.store.archive_owner import workers_elsewhere

_ROWS = 500  # of the store at a time


@dataclass(frozen=True)
class RottenRecord:
    """What is wrong in the archive: the file, the first byte of the record, the address it answered (None
    for a record that is no response), and the problem."""

    file: str
    offset: int
    address: str | None
    problem: str


@dataclass
class Verification:
    """What a check came to. Records that the store has no row of (requests, warcinfo, what a dead run left)
    are checked too; `unknown` are files that the store has no row of at all, which are no problem, and
    `elsewhere` those that workers have on other disks, which are not checked here."""

    files: int = 0
    records: int = 0
    responses: int = 0  # of these: those that the store refers to
    rotten: list[RottenRecord] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)  # files with half a record at their end: the next crawl's


def verify_archive(
    store: Store, folder: Path, *, on_progress: Callable[[int, int], None] | None = None
) -> Verification:
    """Checks every record; `on_progress(bytes done, bytes to do)` after each 500. Writes nothing, and may run
    beside a crawl. Raises `StoreError`, and `ArchiveError` where there is no archive at all."""
    with store.reading() as transaction:
        ends = transaction.articles.archive_ends()
        elsewhere = lying_elsewhere(ends, workers_elsewhere(transaction, folder.parent), folder)
    ends = {name: end for name, end in ends.items() if name not in elsewhere}
    if ends and not folder.is_dir():
        raise ArchiveError(f"no archive at {folder}: restore it, or name another --data")
    done = Verification(elsewhere=sorted(elsewhere))
    there = sorted(path.name for path in folder.glob("*.warc.gz")) if folder.is_dir() else []
    done.unknown = [name for name in there if name not in ends]
    told = _Progress(on_progress, sum(ends.values()))
    with opened(folder) as originals:
        for name, end in ends.items():
            done.files += 1
            try:
                with (folder / name).open("rb") as file:
                    _File(file, name, done, originals).check(_rows(store, name), end, told)
            except OSError as error:
                problem = f"cannot be read ({error.strerror})"
                done.rotten += [
                    RottenRecord(name, row.offset, row.address, problem) for row in _rows(store, name)
                ]
    return done


@dataclass
class _Progress:
    report: Callable[[int, int], None] | None
    to_do: int
    done: int = 0

    def add(self, size: int) -> None:
        self.done += size
        if self.report is not None:
            self.report(self.done, self.to_do)


def _rows(store: Store, name: str) -> Iterator[CaptureRecord]:
    return chain.from_iterable(rows_of(store, name, _ROWS))


@dataclass
class _File:
    file: IO[bytes]
    name: str
    done: Verification
    originals: OpenFiles

    def check(self, rows: Iterator[CaptureRecord], end: int, told: _Progress) -> None:
        """Goes from row to row; what lies between them, and behind the last, is checked by itself."""
        at = 0
        for row in rows:
            self._check_between(at, row.offset)
            self._check_row(row)
            told.add(row.offset + row.length - at)
            at = row.offset + row.length
        size = self.file.seek(0, 2)
        if at <= size and self._check_between(at, size, last=True) < size:
            self.done.torn.append(self.name)
        told.add(max(0, end - at))

    def _check_between(self, start: int, end: int, *, last: bool = False) -> int:
        """Checks records that no row names; returns where the whole ones end."""
        while start < end:
            length = member_length(self.file, start)
            if length is None:
                if not last:
                    self._rotten(start, None, "holds no whole record")
                return start
            self.file.seek(start)
            member = unpacked(self.file.read(length))
            record = parse(member) if member is not None else None
            self.done.records += 1
            problem = "holds no WARC record" if record is None else wrong_digest(record)
            if problem:
                self._rotten(start, None, problem)
            start += length
        return start

    def _check_row(self, row: CaptureRecord) -> None:
        self.done.records += 1
        self.done.responses += 1
        self.file.seek(row.offset)
        member = unpacked(self.file.read(row.length))
        record = parse(member) if member is not None else None
        if record is None:
            self._rotten(row.offset, row.address, "holds no whole record")
        elif problem := wrong_digest(record) or self._wrong_body(row, record):
            self._rotten(row.offset, row.address, problem)

    def _wrong_body(self, row: CaptureRecord, record: WarcRecord) -> str | None:
        """What is wrong with a record whose own digests agree, seen from the store's row."""
        try:
            if row.original is None:
                payload(row, record)
                return None
            payload(row.original, warc_record(self.originals, row.original))
        except ArchiveError as damage:
            return f"is not what the store says: {damage}"
        return None if row.sha256 == row.original.sha256 else "repeats another body than the store says"

    def _rotten(self, offset: int, address: str | None, problem: str) -> None:
        self.done.rotten.append(RottenRecord(self.name, offset, address, problem))


def wrong_digest(record: WarcRecord) -> str | None:
    """Which digest of a record is not that of its bytes; None where all agree."""
    fields: Mapping[str, str] = record.fields
    if (block := fields.get("warc-block-digest")) and agrees(block, record.block) is False:
        return "holds another block than was written (its digest does not match)"
    body = fields.get("warc-payload-digest")
    if body and record.kind == "response" and agrees(body, split_head(record.block)[1]) is False:
        return "holds another payload than was written (its digest does not match)"
    return None
