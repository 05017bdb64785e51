"""What must outlast a power cut is written to the disk before anything refers to it."""

from __future__ import annotations

import os
from pathlib import Path


def sync_to_disk(path: Path) -> None:
    """Returns when a file, or the names in a folder, are safe from a power cut: that a file is there is
    written apart from what is in it."""
    if os.name == "nt" and path.is_dir():  # it has no such call, and its file systems write both
        return
    # Windows flushes only what was opened for writing.
    descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
