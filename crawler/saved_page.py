"""Saved pages as captures: what a file holds, and when it was fetched as far as its file tells."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from crawler.items import Capture
from crawler.reader import LARGEST

# A byte more than any page may have is enough for the reader to refuse it; a device file has no end.
MOST = LARGEST + 1


def capture_file(path: Path, url: str) -> Capture:
    """The page in a file, fetched when the file was written. Raises `OSError`, and `ValueError` for a NUL in
    the name."""
    with path.open("rb") as file:
        return Capture(url=url, fetched_at=file_time(path.stat().st_mtime), body=file.read(MOST))


def file_time(modified: float) -> datetime:
    """When a file was written; now, where its time is none: archives made to be repeatable set 1970 or 1980,
    and every date on the page would then lie in the future and be refused."""
    at = datetime.fromtimestamp(modified, UTC)
    return at if at.year > 1995 else datetime.now(UTC)
