"""What is written here survives a kill and a power cut: whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shengmei.console.translation import message, translated
from shengmei.disk import sync_to_disk
from shengmei.lock_files import let_go, take
from shengmei.problems import Problem, UsageProblem

if TYPE_CHECKING:
    from filelock import FileLock


def sibling(path: Path, ending: str) -> Path:
    """`sibling(out.csv, ".part")` is `out.csv.part`."""
    return path.with_name(path.name + ending)


def write_json(path: Path, value: Any) -> None:
    """The file is the old one or the new one, never a part of it."""
    begun = sibling(path, ".new")
    with begun.open("w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    rename(begun, path)


def read_json(path: Path) -> dict[str, Any] | None:
    """None where there is no such file, or one that is not ours."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return read if isinstance(read, dict) else None


def rename(begun: Path, path: Path) -> None:
    begun.replace(path)
    sync_to_disk(path.parent)


def sync(path: Path) -> None:
    """What was written to the file is on the disk."""
    sync_to_disk(path)


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _taken(lock: Path) -> FileLock | None:
    try:
        lock.parent.stat()  # the lock would make it
        return take(lock)
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise
        folder = lock.absolute().parent
        said = translated("{folder} cannot be written to ({reason}): name a file in a folder of yours")
        raise UsageProblem(said.format(folder=folder, reason=os.strerror(error.errno))) from None


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Held by one process at a time; raises `Problem` (exit 3) for the second, `UsageProblem` (exit 2) where
    nothing can be written. Ends with the process."""
    lock = _taken(path.with_name(f".{path.name}.lock"))
    if lock is None:
        raise Problem(message("{path} is being written by another export: wait for it, or end it", path=path))
    try:
        yield
    finally:
        let_go(lock)
