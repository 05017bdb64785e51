"""Which of the archive's files are to be in a data directory, for who asks from outside the crawler."""

from __future__ import annotations

from pathlib import Path

from crawler.archive import storage
from crawler.archive.file_names import lying_elsewhere
from crawler.store import Transaction
from crawler.store.archive_owner import workers_elsewhere


def own_archive_ends(transaction: Transaction, folder: Path) -> dict[str, int]:
    """For each file the byte behind the last record that the store knows; without the files that workers
    have in other data directories."""
    ends = transaction.articles.archive_ends()
    elsewhere = lying_elsewhere(ends, workers_elsewhere(transaction, folder.parent), folder)
    return {name: end for name, end in ends.items() if name not in elsewhere}


def what_is_lost(folder: Path, name: str, end: int) -> str | None:
    """`shengmei-000001.warc.gz lacks 512 bytes at its end`; None for a file of `end` bytes, or more."""
    try:
        found = storage.seen(folder, name)
    except OSError as error:
        return f"{name} cannot be read ({error.strerror})"
    if found is None:
        return f"{name} is missing"
    return f"{name} lacks {end - found.size:,} bytes at its end" if found.size < end else None
