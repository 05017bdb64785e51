"""The archive read: records at the places that the store has of them, each held against its digests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from crawler.archive import storage
from crawler.archive.errors import ArchiveError
from crawler.archive.file_names import worker_of
from crawler.archive.gzip_members import unpacked
from crawler.archive.http_messages import decoded, headers_of, split_head, without_codings
from crawler.archive.warc_records import WarcRecord, parse
from crawler.items import Capture
from crawler.store import CaptureRecord, Store


class OpenFiles:
    """The archive's files, opened as they are asked for; one at a time stays open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: IO[bytes] | None = None
        self._name = ""

    def read(self, record: CaptureRecord) -> bytes:
        """The bytes at a record's place. Raises `ArchiveError` for a file that cannot be read."""
        if self._file is None or record.file != self._name:
            self.close()
            try:
                self._file = storage.open_to_read(self._folder, record.file)
                self._name = record.file
            except FileNotFoundError as error:
                raise _missing(self._folder, record.file, error) from error
            except OSError as error:
                raise _unreadable(self._folder, record.file, error) from error
        try:
            self._file.seek(record.offset)
            return self._file.read(record.length)
        except OSError as error:
            raise _unreadable(self._folder, record.file, error) from error

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


@contextmanager
def opened(folder: Path) -> Iterator[OpenFiles]:
    """The archive's files, closed at the end."""
    files = OpenFiles(folder)
    try:
        yield files
    finally:
        files.close()


def read_captures(folder: Path, records: Iterable[CaptureRecord]) -> Iterable[Capture]:
    """The responses that the store has these rows of, in order; of one that repeats an earlier one (a WARC
    revisit) with the body of that.

    Raises `ArchiveError` naming the file and byte of a record that is missing, torn or another than was
    written.
    """
    with opened(folder) as files, opened(folder) as originals:
        for record in records:
            yield _read(files, originals, record)


def rows_of(store: Store, file: str, most: int) -> Iterator[list[CaptureRecord]]:
    """The store's rows of an archive file, in the order in which the records stand in it, some at a time."""
    after = 0
    while True:
        with store.reading() as transaction:
            rows = transaction.captures.of_file(file, after, most)
        if rows:
            yield rows
        if len(rows) < most:
            return
        after = rows[-1].offset + 1


def warc_record(files: OpenFiles, record: CaptureRecord) -> WarcRecord:
    """The whole WARC record at a place. Raises `ArchiveError`."""
    member = unpacked(files.read(record))
    found = parse(member) if member is not None else None
    if found is None:
        raise damaged(record, "holds no whole record")
    return found


def payload(record: CaptureRecord, found: WarcRecord) -> tuple[list[tuple[str, str]], bytes]:
    """Headers and body of a response record, codings undone. Raises `ArchiveError` where that is another
    body than was written."""
    head, body = split_head(found.block)
    headers = headers_of(head)
    plain = decoded(body, headers)
    if plain is None or hashlib.sha256(plain).hexdigest() != record.sha256:
        raise damaged(record, "holds another body than was written (its digest does not match)")
    return headers, plain


def _missing(folder: Path, file: str, error: OSError) -> ArchiveError:
    """What to say of a file that is not there: a worker may have it on another disk."""
    if worker := worker_of(file):
        return ArchiveError(
            f"archive file {file} is not in {folder}: worker {worker} wrote it; read the page where that one "
            f"has its data directory, or copy the file here"
        )
    return _unreadable(folder, file, error)


def _unreadable(folder: Path, file: str, error: OSError) -> ArchiveError:
    remedy = (
        "see that its place can be reached, or restore it" if storage.is_elsewhere(file) else "restore it"
    )
    return ArchiveError(
        f"archive file {storage.shown(folder, file)} cannot be read ({error.strerror}): {remedy}"
    )


def damaged(record: CaptureRecord, problem: str) -> ArchiveError:
    where = f"{record.file} {problem} at byte {record.offset}"
    return ArchiveError(f"archive file {where}: restore it from a copy")


def _read(files: OpenFiles, originals: OpenFiles, record: CaptureRecord) -> Capture:
    found = warc_record(files, record)
    if record.original is None:
        headers, body = payload(record, found)
    else:
        repeated, body = payload(record.original, warc_record(originals, record.original))
        if record.original.sha256 != record.sha256:
            raise damaged(record, "repeats another body than was written (its digest does not match)")
        headers = _updated(repeated, headers_of(found.block))
    return Capture(
        url=record.address,
        fetched_at=record.fetched_at,
        body=body,
        status=record.status,
        headers=without_codings(headers),
    )


def _updated(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Headers of a kept response, those of the answer that confirmed it in their place (RFC 9111, 3.2)."""
    given = {name.lower() for name, _ in after}
    return [*(one for one in before if one[0].lower() not in given), *after]
