"""Lock files, which the system lets go of with the process, however that ends."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout


def take(path: Path, *, wait: float = 0.0) -> FileLock | None:
    """The lock of a file, made where there is none; None while another has it, for `wait` seconds at most."""
    # Not of a thread: the one that takes it may end before the one that lets it go.
    lock = FileLock(path, thread_local=False)
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        return None
    return lock


def let_go(lock: FileLock) -> None:
    """Lets go of a lock, and takes its file away; who opened it meanwhile finds that it is another."""
    with suppress(OSError):  # Windows does it at the release
        Path(lock.lock_file).unlink()
    lock.release()
