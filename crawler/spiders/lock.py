"""Who works in a data directory: many crawls side by side, or one command that wants it for itself.

A crawl holds a lock file of its own as long as it runs, so that others can tell whether it does. Who wants
the directory alone holds `crawl.lock`, and there must be no crawl.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.store import StoreError
from crawler.store.archive_owner import directory_name
from shengmei import lock_files
from shengmei.messages import message

if TYPE_CHECKING:
    from filelock import FileLock

ALONE = "crawl.lock"
_BEFORE, _BEHIND = ".crawl-", ".lock"  # in the name of a crawl's own file
_STARTING = 2.0  # seconds: crawls that start at one moment hold `crawl.lock` for some milliseconds each


class Lock:
    """A data directory for one command alone, while it is open: no crawl runs. `path` is its `crawl.lock`.
    Raises `StoreError` while somebody else works there."""

    def __init__(self, path: Path) -> None:
        self._lock = _alone(path, wait=0.0)
        for other in path.parent.glob(f"{_BEFORE}*{_BEHIND}"):
            if not _is_dead(other):
                self._lock.release()
                number = other.name.removeprefix(_BEFORE).partition("-")[0]
                raise _in_use(path.parent, f"process {number}")
        with suppress(OSError):  # it is only said who it was
            path.write_text(f"process {os.getpid()}", encoding="ascii")

    def release(self) -> None:
        self._lock.release()


class CrawlLock:
    """The lock of one crawl among several in a data directory. `holder` names the crawl: its process, and a
    token; where crawls of other data directories share the store (`is_shared`), the directory too. Raises
    `StoreError` while somebody has the directory for himself."""

    def __init__(self, folder: Path, *, is_shared: bool = False) -> None:
        self._folder = folder
        self._of_folder = f"@{directory_name(folder)}" if is_shared else ""
        self.holder = f"{os.getpid()}-{secrets.token_hex(4)}{self._of_folder}"
        alone = _alone(folder / ALONE, wait=_STARTING)
        own = lock_files.take(self._path(self.holder))
        alone.release()
        assert own is not None, "a name that nobody else has"
        self._lock = own

    def is_alive(self, holder: str) -> bool:
        """Whether the crawl of that name still runs; of one in another data directory only the end of its
        lease tells, so it is taken to."""
        if holder == self.holder or not holder.endswith(self._of_folder):
            return True
        return not _is_dead(self._path(holder))

    def release(self) -> None:
        lock_files.let_go(self._lock)

    def _path(self, holder: str) -> Path:
        return self._folder / f"{_BEFORE}{holder.partition('@')[0]}{_BEHIND}"


def _alone(path: Path, wait: float) -> FileLock:
    lock = lock_files.take(path, wait=wait)
    if lock is None:
        said = ""
        with suppress(OSError, UnicodeDecodeError):
            said = path.read_text(encoding="ascii").strip()
        raise _in_use(path.parent, said or message("another process"))
    return lock


def _is_dead(path: Path) -> bool:
    """Whether the crawl whose lock file it is has ended; then the file goes too."""
    if not path.exists():
        return True
    lock = lock_files.take(path)
    if lock is None:
        return False
    lock_files.let_go(lock)
    return True


def _in_use(folder: Path, who: str) -> StoreError:
    return StoreError(message("{place} is in use by {who}: wait for it, or end it", place=folder, who=who))
