"""A note of archive files that are being put in another place: a process that dies leaves none behind.

Before a file is written elsewhere the note says what it will be called and what it takes the place of. Once
the store has said which of them it refers to, the others go.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from crawler.archive import storage
from crawler.archive.errors import ArchiveError
from crawler.store import Store
from shengmei.disk import sync_to_disk

NOTE = ".unfinished-moves"  # in the archive folder: a name a line, as JSON


def note_move(folder: Path, *names: str) -> None:
    """Writes down files of which only those that the store refers to are to stay; on the disk at the end."""
    with (folder / NOTE).open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(name) + "\n" for name in names)
        file.flush()
        os.fsync(file.fileno())
    sync_to_disk(folder)


def finish_moves(store: Store, folder: Path) -> None:
    """Deletes what is written down and the store does not refer to. Raises `StoreError`; `OSError` where a
    place cannot be reached; and `ArchiveError` where a file would go of which no copy as long is there."""
    names = _noted(folder)
    if not names:
        return
    with store.reading() as transaction:
        known = set(transaction.articles.archive_ends())
        known |= {one.file for one in transaction.forgetting.removals()}
    for name in names:
        if name not in known:
            if not storage.is_elsewhere(name):
                _check_copied(folder, name, known)
            storage.delete(folder, name)
    (folder / NOTE).unlink()
    sync_to_disk(folder)


def _noted(folder: Path) -> list[str]:
    """The names, without a line that was cut off: what it was to announce was not begun."""
    try:
        lines = (folder / NOTE).read_text(encoding="utf-8").splitlines(keepends=True)
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in lines if line.endswith("\n")]


def _check_copied(folder: Path, name: str, known: set[str]) -> None:
    here = storage.seen(folder, name)
    for other in known:
        if storage.base_name(other) == name and here is not None:
            there = storage.seen(folder, other)
            if there is None or there.size != here.size:
                raise ArchiveError(f"{folder / name} stays: {other}, to which it was moved, is not as long")
