"""The archive checked: every record of every file, its digests, and the rows that the store has of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from typing import IO, Any

from crawler.archive.errors import ArchiveError
from crawler.archive.file_names import lying_elsewhere
from crawler.archive.gzip_members import member_length, unpacked
from crawler.archive.http_messages import split_head
from crawler.archive.reading import OpenFiles, opened, payload, rows_of, warc_record
from crawler.archive.seen_files import check_seen, seen_file, state_of
from crawler.archive.storage import SeenFile, base_name, is_remote, open_to_read
from crawler.archive.warc_records import WarcRecord, agrees, parse
from crawler.store import CaptureRecord, Store
from crawler.store.archive_owner import workers_elsewhere
from shengmei.tasks import Tasks
from shengmei.tasks.finished_parts import FinishedParts, finished_parts

_ROWS = 2_000  # of the store at a time, and of a task


@dataclass(frozen=True)
class RottenRecord:
    """What is wrong in the archive: the file, the first byte of the record, the address it answered (None
    for a record that is no response), and the problem."""

    file: str
    offset: int
    address: str | None
    problem: str


@dataclass
class Checked:
    """What checking a stretch of a file came to; `torn`: there is half a record at the file's end."""

    records: int = 0
    responses: int = 0
    rotten: list[RottenRecord] = field(default_factory=list)
    torn: bool = False


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

    def add(self, file: str, found: Checked) -> None:
        self.records += found.records
        self.responses += found.responses
        self.rotten += found.rotten
        self.torn += [file] if found.torn else []


@dataclass(frozen=True)
class Stretch:
    """A stretch of a file to check: from a byte to the end of the last of these rows' records, or with what
    else stands behind it for the file's `last` one."""

    file: str
    start: int
    rows: tuple[CaptureRecord, ...]
    last: bool
    seen: SeenFile | None  # where the check was asked for

    @property
    def size(self) -> int:
        """Bytes, as far as rows tell."""
        return self.rows[-1].offset + self.rows[-1].length - self.start


def verify_archive(
    store: Store,
    folder: Path,
    *,
    tasks: Tasks | None = None,
    notes: Path | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Verification:
    """Checks every record by tasks: one for each file where these are far, else for some thousand records;
    `on_progress(bytes done, bytes to do)` after each. Writes nothing, and may run beside a crawl.

    `notes` is a file for what far tasks have checked, so that after a kill it is not checked again. Raises
    `StoreError`, `TasksError`, and `ArchiveError` where there is no archive, or a worker sees another one.
    """
    with store.reading() as transaction:
        ends = transaction.articles.archive_ends()
        elsewhere = lying_elsewhere(ends, workers_elsewhere(transaction, folder.parent), folder)
    ends = {name: end for name, end in ends.items() if name not in elsewhere}
    if ends and not folder.is_dir():
        raise ArchiveError(f"no archive at {folder}: restore it, or name another --data")
    tasks = tasks or Tasks(None, at_once=1)
    done = Verification(files=len(ends), elsewhere=sorted(elsewhere))
    there = sorted(path.name for path in folder.glob("*.warc.gz")) if folder.is_dir() else []
    moved = {base_name(name) for name in ends}  # a copy that an upload left here is known too
    done.unknown = [name for name in there if name not in moved]
    told = _Progress(on_progress, sum(ends.values()))
    with finished_parts(notes if tasks.far else None, f"archive verify {store.uuid}") as finished:
        to_do = _unfinished(store, folder, ends, done, told, finished, whole=tasks.far)
        for one, found in tasks.in_order(check, to_do, lambda one: (folder.resolve(), one)):
            done.add(one.file, found)
            told.add(one.size)
            if tasks.far:
                finished.add(one.file, state_of(one.seen, ends[one.file]), asdict(found))
    return done


def check(folder: Path, stretch: Stretch) -> Checked:
    """A task: checks a stretch of a file."""
    found = Checked()
    check_seen(folder, stretch.file, stretch.seen)
    try:
        with open_to_read(folder, stretch.file) as file, opened(folder) as originals:
            _File(file, stretch.file, found, originals).check(stretch)
    except OSError as error:
        if is_remote(stretch.file) and not isinstance(error, FileNotFoundError):
            # A storage that is away has lost nothing.
            raise ArchiveError(
                f"{stretch.file} cannot be reached ({error.strerror}): check it again"
            ) from error
        problem = f"cannot be read ({error.strerror})"
        found.rotten = [RottenRecord(row.file, row.offset, row.address, problem) for row in stretch.rows]
    return found


def _unfinished(
    store: Store,
    folder: Path,
    ends: Mapping[str, int],
    done: Verification,
    told: _Progress,
    finished: FinishedParts,
    *,
    whole: bool,
) -> Iterator[Stretch]:
    """The stretches to check; what is noted of files that were checked before is added to `done`."""
    for name, end in ends.items():
        seen = seen_file(folder, name)
        noted = finished.result(name, state_of(seen, end))
        if noted is not None:
            done.add(name, _from_notes(noted))
            told.add(end)
            continue
        yield from _stretches(store, name, seen, whole=whole)


def _stretches(store: Store, name: str, seen: SeenFile | None, *, whole: bool) -> Iterator[Stretch]:
    some = map(tuple, rows_of(store, name, _ROWS))
    pieces = iter([tuple(chain.from_iterable(some))]) if whole else some
    start = 0
    rows = next(pieces, ())
    while rows:
        following = next(pieces, ())
        yield Stretch(name, start, rows, not following, seen)
        start = rows[-1].offset + rows[-1].length
        rows = following


def _from_notes(noted: dict[str, Any]) -> Checked:
    return Checked(**{**noted, "rotten": [RottenRecord(**one) for one in noted["rotten"]]})


@dataclass
class _Progress:
    report: Callable[[int, int], None] | None
    to_do: int
    done: int = 0

    def add(self, size: int) -> None:
        self.done += size
        if self.report is not None:
            self.report(self.done, self.to_do)


@dataclass
class _File:
    file: IO[bytes]
    name: str
    found: Checked
    originals: OpenFiles

    def check(self, stretch: Stretch) -> None:
        """Goes from row to row; what lies between them, and behind a file's last, is checked by itself."""
        at = stretch.start
        for row in stretch.rows:
            self._check_between(at, row.offset)
            self._check_row(row)
            at = row.offset + row.length
        if stretch.last:
            size = self.file.seek(0, 2)
            self.found.torn = at <= size and self._check_between(at, size, last=True) < size

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
            self.found.records += 1
            problem = "holds no WARC record" if record is None else wrong_digest(record)
            if problem:
                self._rotten(start, None, problem)
            start += length
        return start

    def _check_row(self, row: CaptureRecord) -> None:
        self.found.records += 1
        self.found.responses += 1
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
        self.found.rotten.append(RottenRecord(self.name, offset, address, problem))


def wrong_digest(record: WarcRecord) -> str | None:
    """Which digest of a record is not that of its bytes; None where all agree."""
    fields: Mapping[str, str] = record.fields
    if (block := fields.get("warc-block-digest")) and agrees(block, record.block) is False:
        return "holds another block than was written (its digest does not match)"
    body = fields.get("warc-payload-digest")
    if body and record.kind == "response" and agrees(body, split_head(record.block)[1]) is False:
        return "holds another payload than was written (its digest does not match)"
    return None
