"""Records overwritten where they stand: a record of the same length that says so, and nothing of the page.

The other records of the file keep their places, so nothing that refers to them changes.
"""

from __future__ import annotations

import os
import struct
import uuid
import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from crawler.archive import storage
from crawler.archive.errors import ArchiveError
from crawler.archive.file_names import lying_elsewhere, worker_of
from crawler.archive.unfinished_moves import finish_moves, note_move
from crawler.archive.writer import make_folder
from crawler.store import Store
from crawler.store.archive_owner import workers_elsewhere
from crawler.store.upkeep.forgetting import Removal
from shengmei import lock_files
from shengmei.messages import message

NOTE = (
    "This record was removed on request (shengmei forget). Where only a name was to go, the response stands "
    "again further on in this archive, the name masked by \u25a0."
)
LONGEST_WAIT = 60.0  # seconds for another process that overwrites records
_HEADER = b"\x1f\x8b\x08\x04" + b"\0\0\0\0\0\xff"  # gzip with an extra field, no time, no system
_MOST_EXTRA = 65_535  # bytes of an extra field
_STORED = 65_535  # bytes of one block that is stored as it is


@dataclass(frozen=True)
class Left:
    """What could not be overwritten in the archive: how many records, and why the first could not."""

    records: int
    reason: str


def finish_removals(store: Store, archive: Path) -> Left | None:
    """Overwrites in the archive what was taken out of the store; None when nothing is left to be done. What
    is in a worker's files on another disk is left for that one's next start."""
    with store.reading() as transaction:
        if not transaction.forgetting.removals():
            return None
    make_folder(archive)
    lock = lock_files.take(archive / ".removals.lock", wait=LONGEST_WAIT)
    if lock is None:
        return Left(1, message("another process overwrites records in {place}", place=archive))
    try:
        return _finish(store, archive)
    finally:
        lock_files.let_go(lock)


def _finish(store: Store, archive: Path) -> Left | None:
    with store.reading() as transaction:
        waiting = transaction.forgetting.removals()
        workers = workers_elsewhere(transaction, archive.parent)
    try:
        finish_moves(store, archive)  # a page may be in a file that an upload left behind, too
    except (OSError, ArchiveError) as error:
        return Left(len(waiting), str(error))
    left, reason = 0, ""
    for file, of_file in groupby(waiting, attrgetter("file")):
        some = list(of_file)
        if why := _whose(file, workers, archive):
            failed: list[str] = [why] * len(some)
        elif storage.is_remote(file):
            failed = _overwrite_remote(store, archive, file, some)
        else:
            failed = [why for one in some if (why := _overwrite_here(store, archive, one))]
        left, reason = left + len(failed), reason or next(iter(failed), "")
    store.empty_log()
    return Left(left, reason) if left else None


def _whose(file: str, workers: Collection[str], archive: Path) -> str:
    """Why another data directory has to do it; nothing where this one does."""
    if lying_elsewhere([file], workers, archive):
        return f"worker {worker_of(file)} has {file} on another disk"
    worker = worker_of(storage.base_name(file))
    # Of two machines that put one file anew the later would bring back what the other one took out.
    if storage.is_remote(file) and worker in workers:
        return f"worker {worker}, who uploaded {file}, puts it anew at its next start"
    return ""


def _overwrite_here(store: Store, archive: Path, one: Removal) -> str:
    """Overwrites a record; why that could not be done."""
    with store.writing() as transaction:
        try:
            if not transaction.forgetting.is_obsolete(one, there=(archive / one.file).exists()):
                overwrite(archive / one.file, one.offset, one.length)
        except OSError as error:
            return f"{archive / one.file}: {error.strerror}"
        transaction.forgetting.removed([one.id])
        return ""


def _overwrite_remote(store: Store, archive: Path, file: str, some: Sequence[Removal]) -> list[str]:
    """Puts a file anew in which nothing can be overwritten where it stands; why that could not be done, for
    each of these records. A process that dies in between leaves the old file, or the new one."""
    try:
        there = storage.seen(archive, file) is not None
        with store.reading() as transaction:
            to_do = [one for one in some if not transaction.forgetting.is_obsolete(one, there=there)]
        if to_do:
            local, new = archive / storage.SCRATCH, storage.next_name(archive, file)
            note_move(archive, local.name, file, new)
            storage.fetch(archive, file, local)
            for one in to_do:
                overwrite(local, one.offset, one.length)
            storage.put(local, archive, new)
        with store.writing() as transaction:
            if to_do:
                transaction.pruning.move_file(file, new, datetime.now(UTC))
            transaction.forgetting.removed([one.id for one in some])
        finish_moves(store, archive)
    except (OSError, ArchiveError) as error:
        return [str(error)] * len(some)
    return []


def overwrite(path: Path, offset: int, length: int, note: str = NOTE) -> None:
    """Overwrites these bytes, which held whole records, by one that says `note`; on the disk at the end.

    A process that dies in between has damaged these bytes alone; it is to be done again. What lies behind
    the end of the file is left out. Raises `OSError`.
    """
    with path.open("r+b") as file:
        size = os.fstat(file.fileno()).st_size
        there = min(length, size - offset)
        if there <= 0:
            return
        file.seek(offset)
        file.write(replacement(there, note))
        file.flush()
        os.fsync(file.fileno())


def replacement(length: int, note: str = NOTE) -> bytes:
    """A gzip member of exactly `length` bytes with a WARC record that says `note`; zeros where there is no
    room even for an empty one."""
    for record in (_record(note), b""):
        packed = zlib.compress(record, 9, -zlib.MAX_WBITS)
        trailer = struct.pack("<II", zlib.crc32(record), len(record))
        extra = length - len(_HEADER) - 2 - len(packed) - len(trailer)
        if 4 <= extra <= _MOST_EXTRA:
            return _HEADER + _extra(extra) + packed + trailer
        if extra > _MOST_EXTRA:
            return _padded(record, note, length)
    return bytes(length)


def _extra(length: int) -> bytes:
    """A gzip extra field of that many bytes, one subfield of zeros."""
    return struct.pack("<H", length) + b"sm" + struct.pack("<H", length - 4) + bytes(length - 4)


def _padded(record: bytes, note: str, length: int) -> bytes:
    """For long ones: blanks behind the note, stored as they are, and the rest in the extra field."""
    blanks = length - len(record) - 1_000 - 5 * (length // _STORED + 2)
    record = _record(note + " " * blanks)
    blocks = [record[start : start + _STORED] for start in range(0, len(record), _STORED)]
    packed = b"".join(
        bytes([block is blocks[-1]]) + struct.pack("<HH", len(block), len(block) ^ 0xFFFF) + block
        for block in blocks
    )
    trailer = struct.pack("<II", zlib.crc32(record), len(record))
    return _HEADER + _extra(length - len(_HEADER) - 2 - len(packed) - len(trailer)) + packed + trailer


def _record(note: str) -> bytes:
    body = note.encode()
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    head = (
        "WARC/1.1\r\nWARC-Type: metadata\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\nWARC-Date: {now}\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"
