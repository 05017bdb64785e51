"""Records overwritten where they stand: a record of the same length that says so, and nothing of the page.

The other records of the file keep their places, so nothing that refers to them changes.
"""

from __future__ import annotations

import os
import struct
import uuid
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawler.archive.file_names import lying_elsewhere, worker_of
from crawler.store import Store
from crawler.store.archive_owner import workers_elsewhere

NOTE = (
    "This record was removed on request (shengmei forget). Where only a name was to go, the response stands "
    "again further on in this archive, the name masked by \u25a0."
)
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
        waiting = transaction.forgetting.removals()
        workers = workers_elsewhere(transaction, archive.parent)
    elsewhere = lying_elsewhere({one.file for one in waiting}, workers, archive)
    if not waiting:
        return None
    left, reason = 0, ""
    for one in waiting:
        if one.file in elsewhere:
            left, reason = left + 1, reason or f"worker {worker_of(one.file)} has {one.file} on another disk"
            continue
        with store.writing() as transaction:
            try:
                if not transaction.forgetting.is_obsolete(one, there=(archive / one.file).exists()):
                    overwrite(archive / one.file, one.offset, one.length)
            except OSError as error:
                left, reason = left + 1, reason or f"{archive / one.file}: {error.strerror}"
            else:
                transaction.forgetting.removed([one.id])
    store.empty_log()
    return Left(left, reason) if left else None


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
