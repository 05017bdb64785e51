"""Closed archive files moved to a shared folder or an object storage, a step at a time.

A file is copied, the copy read back and compared by its digest, then the store is told that the records
stand there, then the local file goes. A process that dies between two steps has lost nothing: the next run
takes away the copy, or the local file, whichever the store does not refer to, and goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawler.archive import storage
from crawler.archive.errors import ArchiveError
from crawler.archive.file_names import number_of, worker_of
from crawler.archive.unfinished_moves import finish_moves, note_move
from crawler.store import Store
from crawler.store.archive_owner import workers_elsewhere


@dataclass
class Uploaded:
    """What an upload did: files and bytes that stand elsewhere now."""

    files: int = 0
    bytes: int = 0


def upload(
    store: Store,
    folder: Path,
    to: str,
    *,
    everything: bool = False,
    on_progress: Callable[[int, int], None] | None = None,
) -> Uploaded:
    """Moves the closed files of the archive folder to the folder or address `to`; with `everything` also
    those that a crawl would go on with. Calls `on_progress(bytes done, to do)` after each. No crawl may be
    running.

    Raises `StoreError`, and `ArchiveError` where a file cannot be copied, or another one is there in its
    place; what was done until then stays done.
    """
    done = Uploaded()
    at = to
    try:
        finish_moves(store, folder)
        with store.reading() as transaction:
            ends = transaction.articles.archive_ends()
            others = workers_elsewhere(transaction, folder.parent)
        own = {name: end for name, end in ends.items() if worker_of(name) not in others}
        names = files_to_move(folder, own, everything=everything)
        to_do = sum((folder / name).stat().st_size for name in names)
        for name in names:
            at = storage.place_in(to, name)
            done.bytes += _move(store, folder, name, at, ends[name])
            done.files += 1
            if on_progress is not None:
                on_progress(done.bytes, to_do)
    except OSError as error:
        where = error.filename or at
        raise ArchiveError(f"{where}: {error.strerror}: not all was uploaded, nothing is lost") from error
    return done


def files_to_move(folder: Path, ends: Mapping[str, int], *, everything: bool = False) -> list[str]:
    """The files of the archive folder that no crawl will append to: of each worker's all but the last one.
    With `everything` all of them."""
    here = sorted(name for name in ends if not storage.is_elsewhere(name) and (folder / name).exists())
    last: dict[str | None, int] = {}
    for name in here:
        worker = worker_of(name)
        last[worker] = max(number_of(name, worker) or 0, last.get(worker, 0))
    return [
        name for name in here if everything or (number_of(name, worker_of(name)) or 0) < last[worker_of(name)]
    ]


def _move(store: Store, folder: Path, name: str, place: str, known_end: int) -> int:
    """Moves one file; its size in bytes."""
    local = folder / name
    size = local.stat().st_size
    if size < known_end:
        raise ArchiveError(f"{local} lacks {known_end - size:,} bytes at its end: restore it first")
    if storage.seen(folder, place) is None:
        note_move(folder, name, place)
        storage.put(local, folder, place)
    elif storage.digest(folder, place) == storage.digest(folder, name):
        note_move(folder, name)
    else:
        raise ArchiveError(f"{place} is another file than {local}: upload to a folder of its own")
    with store.writing() as transaction:
        transaction.pruning.move_file(name, place, datetime.now(UTC))
    finish_moves(store, folder)
    return size
