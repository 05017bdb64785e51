"""Which of the archive's files are to be in a data directory, for who asks from outside the crawler."""

from __future__ import annotations

from pathlib import Path

from crawler.archive.file_names import lying_elsewhere
from crawler.store import Transaction
from crawler.store.archive_owner import workers_elsewhere


def own_archive_ends(transaction: Transaction, folder: Path) -> dict[str, int]:
    """For each file the byte behind the last record that the store knows; without the files that workers
    have in other data directories."""
    ends = transaction.articles.archive_ends()
    elsewhere = lying_elsewhere(ends, workers_elsewhere(transaction, folder.parent), folder)
    return {name: end for name, end in ends.items() if name not in elsewhere}
