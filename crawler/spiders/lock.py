"""One crawl at a time in a data directory."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from crawler.store import StoreError


class Lock:
    """Held while it is open. The system releases it with the process, however that ends."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            holder = self._file.read().strip() or "another process"
            raise StoreError(f"{path.parent} is in use by {holder}: wait for it, or end it") from None
        self._file.truncate(0)
        self._file.write(f"process {os.getpid()}")
        self._file.flush()

    def release(self) -> None:
        self._file.close()
