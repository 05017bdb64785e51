"""A copy of a SQLite database as it was at one moment, while others may read and write it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from shengmei.disk import sync_to_disk

PAGES = 2_000  # copied at once; a writer may have its turn in between


def copy_database(source: Path, target: Path) -> None:
    """Makes `target`, which must not be there yet, whole or not at all, and safe on the disk.

    Raises `sqlite3.Error` or `OSError`.
    """
    partial = target.with_name(f".{target.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        with closing(sqlite3.connect(f"file:{quote(str(source.absolute()))}?mode=ro", uri=True)) as read:
            # One reading transaction: otherwise each write of another process begins the copy anew.
            read.execute("BEGIN")
            read.execute("SELECT count(*) FROM sqlite_master").fetchone()
            with closing(sqlite3.connect(partial)) as written:
                read.backup(written, pages=PAGES)
                written.execute("PRAGMA journal_mode=DELETE")  # one file, until it is opened as a store
        sync_to_disk(partial)
        partial.rename(target)
        sync_to_disk(target.parent)
    except BaseException:
        for leftover in (partial, *(partial.with_name(partial.name + end) for end in ("-wal", "-shm"))):
            with suppress(OSError):
                leftover.unlink()
        raise
