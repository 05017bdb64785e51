"""A disk that lost its power: what of a process's writes would be on it at any moment.

`record_writes.c`, loaded into a process, writes down its writes to files below a folder. `Disk` takes them
in, and makes the folder as it may be found afterwards: with what was synced, and of the rest as much as one
likes. A name is there when its folder was synced after it was made (ext4 is kinder, POSIX is not).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SOURCE = Path(__file__).with_name("record_writes.c")
SECTOR = 512  # bytes; what a disk writes whole or not at all


@dataclass(frozen=True)
class Change:
    """An entry of the log: `write`, `truncate`, `create`, `mkdir`, `unlink`, `rename` or `sync` of a path."""

    what: str
    path: str
    number: int
    content: bytes


def build(folder: Path) -> Path:
    """Compiles the recorder; raises `subprocess.CalledProcessError` where that cannot be done."""
    library = folder / "record_writes.so"
    command = ["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl", "-lpthread"]
    subprocess.run(command, check=True, capture_output=True)
    return library


def read_log(log: Path) -> Iterator[Change]:
    with log.open("rb") as file:
        while line := file.readline():
            what, path, number, count = line.decode().rstrip("\n").rsplit("\t", 3)[-4:]
            yield Change(what, path, int(number), file.read(int(count)))


@dataclass
class _File:
    """`pending`: changes since the last sync, in order; `content` is what is on the disk for certain."""

    content: bytearray = field(default_factory=bytearray)
    pending: list[Change] = field(default_factory=list)


class Disk:
    """The files below a folder: what was done to them, and what of it is on the disk for certain."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._names: dict[str, _File | None] = {}  # for certain; None: a folder
        self._new_names: dict[str, _File | None] = {}  # as the process sees them

    def take(self, change: Change) -> None:
        """Adds one change, in the order of the log."""
        path, now = change.path, self._new_names
        match change.what:
            case "mkdir":
                now[path] = None
            case "create":
                now[path] = _File()
            case "unlink":
                now.pop(path, None)
            case "rename":
                now[change.content.decode()] = now.pop(path)
            case "write" | "truncate":
                if file := now.get(path):
                    file.pending.append(change)
            case "sync":
                self._sync(path)

    def _sync(self, path: str) -> None:
        file = self._new_names.get(path)
        if file is not None:
            for change in file.pending:
                _apply(file.content, change)
            file.pending.clear()
            return
        inside = {name for name in (*self._names, *self._new_names) if os.path.dirname(name) == path}
        for name in inside:
            if name in self._new_names:
                self._names[name] = self._new_names[name]
            else:
                self._names.pop(name, None)

    def find_after(self, to: Path, lost: Callable[[Change], Change | None], *, names: bool) -> None:
        """Makes the folder `to` as it may be found. `lost` is asked for each write that was not synced: what
        of it is on the disk; `names`: whether what was done to names and not synced is."""
        shutil.rmtree(to, ignore_errors=True)
        to.mkdir()
        there = self._new_names if names else self._names
        for path, file in sorted(there.items()):
            place = to / os.path.relpath(path, self._folder)
            if not place.parent.is_dir():  # its folder's own name was lost
                continue
            if file is None:
                place.mkdir(exist_ok=True)
                continue
            content = bytearray(file.content)
            for change in file.pending:
                if left := lost(change):
                    _apply(content, left)
            place.write_bytes(content)


def _apply(content: bytearray, change: Change) -> None:
    if change.what == "truncate":
        content[:] = content[: change.number] + bytes(max(0, change.number - len(content)))
        return
    end = change.number + len(change.content)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[change.number : end] = change.content
