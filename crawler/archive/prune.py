"""Throws away what nobody needs of the archive: files are written anew without it.

A file takes the place of the old one only when it is on the disk and the store refers to it; a process that
dies in between leaves one of them behind, which the next run deletes.
"""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from crawler.archive import storage
from crawler.archive.errors import ArchiveError
from crawler.archive.file_names import lying_elsewhere, worker_of
from crawler.archive.gzip_members import member_length, unpacked
from crawler.archive.reading import rows_of
from crawler.archive.seen_files import seen_file
from crawler.archive.unfinished_moves import finish_moves, note_move
from crawler.archive.warc_records import parse
from crawler.store import CaptureRecord, Store
from crawler.store.archive_owner import workers_elsewhere
from crawler.store.upkeep.pruning import MovedRecord
from shengmei.disk import sync_to_disk

_ROWS = 2_000  # of the store at a time


@dataclass(frozen=True)
class Candidate:
    """A response that may go: its row, when it was last needed, and the bytes that it and the request before
    it take. What others only repeat was needed when the last of them was fetched."""

    id: int
    file: str
    needed_at: datetime
    repeated: bool
    size: int


@dataclass(frozen=True)
class Pruned:
    """What a pruning did, or would do: responses and bytes, before and after."""

    responses: int
    bytes_before: int
    bytes_after: int
    files: int  # that were written anew or deleted


def choose(
    store: Store, folder: Path, *, older_than: datetime | None = None, keep_bytes: int | None = None
) -> list[Candidate]:
    """What goes: all that is dispensable and was fetched before `older_than`, and the oldest of what else is
    dispensable until the archive has no more than `keep_bytes`. Raises `StoreError`."""
    left = size_of(store, folder)
    chosen: list[Candidate] = []
    # What is repeated comes behind the last that repeats it.
    for one in sorted(_candidates(store, folder), key=lambda one: (one.needed_at, one.repeated, one.id)):
        too_old = older_than is not None and one.needed_at < older_than
        too_much = keep_bytes is not None and left > keep_bytes
        if too_old or too_much:
            chosen.append(one)
            left -= one.size
    return chosen


def prune(store: Store, folder: Path, chosen: list[Candidate]) -> Pruned:
    """Throws the chosen responses away. No crawl may be running. Raises `StoreError` and `ArchiveError`; what
    was done until then stays done, and nothing that is needed is lost."""
    before = size_of(store, folder)
    try:
        finish_moves(store, folder)
    except OSError as error:
        raise ArchiveError(f"{error.filename}: {error.strerror}: nothing was pruned") from error
    _clear_up(store, folder)
    by_file: dict[str, set[int]] = defaultdict(set)
    for one in chosen:
        by_file[one.file].add(one.id)
    for name, ids in sorted(by_file.items()):
        _rewrite(store, folder, name, ids)
    return Pruned(len(chosen), before, size_of(store, folder), len(by_file))


def size_of(store: Store, folder: Path) -> int:
    """Bytes of the archive's files, as far as the store knows them."""
    with store.reading() as transaction:
        names = transaction.articles.archive_ends()
    return sum(found.size for name in names if (found := seen_file(folder, name)) is not None)


def _candidates(store: Store, folder: Path) -> list[Candidate]:
    with store.reading() as transaction:
        names = list(transaction.articles.archive_ends())
        others = workers_elsewhere(transaction, folder.parent)
        elsewhere = lying_elsewhere(names, others, folder)
        # Two machines may not write one file anew: who uploaded it does.
        elsewhere |= {name for name in names if worker_of(storage.base_name(name)) in others}
        repeated = transaction.pruning.last_repeated()
    found: list[Candidate] = []
    for name in (one for one in names if one not in elsewhere):
        end = 0
        for rows in rows_of(store, name, _ROWS):
            with store.reading() as transaction:
                free = transaction.pruning.dispensable(rows)
            for row in rows:
                if row.id is not None and row.id in free:
                    needed_at = max(row.fetched_at, repeated.get(row.id, row.fetched_at))
                    size = row.offset + row.length - end
                    found.append(Candidate(row.id, name, needed_at, row.id in repeated, size))
                end = row.offset + row.length
    with store.reading() as transaction:
        needed = transaction.pruning.referred_to({one.id for one in found})
    return [one for one in found if one.id not in needed]


def _rewrite(store: Store, folder: Path, name: str, ids: set[int]) -> None:
    if storage.is_elsewhere(name):
        _rewrite_elsewhere(store, folder, name, ids)
        return
    new = storage.next_name(folder, name)
    try:
        moved = _copy_rest(store, folder, name, new, folder / new, ids)
        if moved:
            sync_to_disk(folder)
    except OSError as error:
        with suppress(OSError):
            (folder / new).unlink()
        raise ArchiveError(f"archive file {folder / name} was not pruned: {error.strerror}") from error
    with store.writing() as transaction:
        transaction.pruning.record(sorted(ids), moved, datetime.now(UTC))
    for unneeded in (name, *([] if moved else [new])):
        (folder / unneeded).unlink(missing_ok=True)
    sync_to_disk(folder)


def _rewrite_elsewhere(store: Store, folder: Path, name: str, ids: set[int]) -> None:
    """The same for an uploaded file: written here, then put beside the old one."""
    try:
        new, local = storage.next_name(folder, name), folder / storage.SCRATCH
        note_move(folder, local.name, name, new)
        moved = _copy_rest(store, folder, name, new, local, ids)
        if moved:
            storage.put(local, folder, new)
        with store.writing() as transaction:
            transaction.pruning.record(sorted(ids), moved, datetime.now(UTC))
        finish_moves(store, folder)
    except OSError as error:
        raise ArchiveError(f"archive file {name} was not pruned: {error.strerror}") from error


def _copy_rest(
    store: Store, folder: Path, name: str, new: str, path: Path, ids: set[int]
) -> list[MovedRecord]:
    """Writes the file that will be called `new` to a path, without some responses and the requests before
    them; where the others stand."""
    moved: list[MovedRecord] = []
    with storage.open_to_read(folder, name) as old, path.open("wb") as file:
        end = _copy_warcinfo(old, file)
        for rows in rows_of(store, name, _ROWS):
            for row in rows:
                assert row.id is not None
                if row.id not in ids:
                    file.write(_request_of(row, old, end))
                    old.seek(row.offset)
                    moved.append(MovedRecord(row.id, new, file.tell()))
                    file.write(old.read(row.length))
                end = row.offset + row.length
        file.flush()
        os.fsync(file.fileno())
    return moved


def _request_of(row: CaptureRecord, old: IO[bytes], start: int) -> bytes:
    """The record of what was asked for a response, which stands right before it; nothing else that lies
    there, as what a dead run left, or a page that was taken out on request."""
    member = b""
    while start < row.offset and (length := member_length(old, start)) is not None:
        old.seek(start)
        member = old.read(length)
        start += length
    record = parse(unpacked(member) or b"") if start == row.offset else None
    asked = record is not None and (record.kind, record.fields.get("warc-target-uri"))
    return member if asked == ("request", row.address) else b""


def _copy_warcinfo(old: IO[bytes], new: IO[bytes]) -> int:
    """Copies the record that a file begins with, where it is one about the file; the byte behind it, or 0."""
    length = member_length(old, 0)
    if length is None:
        return 0
    old.seek(0)
    member = old.read(length)
    record = parse(unpacked(member) or b"")
    if record is None or record.kind != "warcinfo":
        return 0
    new.write(member)
    return length


def _clear_up(store: Store, folder: Path) -> None:
    """Deletes what a pruning that died left: of a file and the one written in its place, the one that the
    store does not refer to, while the other is there."""
    with store.reading() as transaction:
        known = set(transaction.articles.archive_ends())
    stems = {storage.without_turn(name) for name in known if (folder / name).exists()}
    for path in folder.glob("*.warc.gz"):
        if path.name not in known and storage.without_turn(path.name) in stems:
            path.unlink()
