"""How large the archive is, how fast it grows, and when the disk will be full."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from crawler.archive.seen_files import seen_file
from crawler.store import Store

LATELY = timedelta(days=30)  # what the forecast goes by


@dataclass(frozen=True)
class Month:
    """What was fetched in a month and is in the archive: responses, those of them that only repeat an earlier
    one, and bytes."""

    month: str  # 2026-05
    responses: int
    repeated: int
    bytes: int


@dataclass(frozen=True)
class Growth:
    """The archive today. `bytes_a_day` is of the last 30 days, or of all where there are fewer; None where
    there is not yet a day."""

    files: int
    bytes: int
    free: int  # bytes, of its disk
    months: tuple[Month, ...]
    bytes_a_day: float | None

    def full_in(self) -> float | None:
        """In how many days the disk is full at this rate; None where nothing comes."""
        return self.free / self.bytes_a_day if self.bytes_a_day else None


def growth(store: Store, folder: Path, now: datetime) -> Growth:
    """Raises `StoreError`."""
    with store.reading() as transaction:
        names = transaction.articles.archive_ends()
        months = tuple(Month(*one) for one in transaction.captures.months())
        first = transaction.captures.first_fetched()
        lately = transaction.captures.bytes_since(now - LATELY)
    sizes = [found.size for name in names if (found := seen_file(folder, name)) is not None]
    days = min(LATELY, now - first) / timedelta(days=1) if first else 0
    nearest = next(one for one in (folder, *folder.parents) if one.is_dir())
    return Growth(
        files=len(names),
        bytes=sum(sizes),
        free=shutil.disk_usage(nearest).free,
        months=months,
        bytes_a_day=lately / days if days >= 1 else None,
    )
