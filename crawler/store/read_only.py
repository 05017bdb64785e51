"""Connections to a store that is only read: no file is made, changed or removed, and nobody waits for them.

SQLite's own read-only mode makes a `-wal` and a `-shm` beside the database, or fails where it must not. So
how it is opened depends on what stands beside it (https://sqlite.org/wal.html#read_only_databases):

| `-wal` | `-shm` | opened |
|---|---|---|
| absent or empty | any | `immutable`: the database file has everything; `is_torn` if it changes meanwhile |
| holds pages | there | with `readonly_shm`: beside a running crawl, or what a killed one left |
| holds pages | absent | from a private copy: without the `-shm` SQLite would have to make one |
"""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

_TRIES = 5
State = tuple[int, int, int]


class _Immutable(sqlite3.Connection):
    """Reads the database file without looking whether somebody else writes to it."""


@dataclass(frozen=True)
class _Copy:
    """A copy of database and `-wal`, and the states of the originals that it was made of."""

    states: tuple[State | None, State | None]
    folder: TemporaryDirectory[str]


class ReadOnlyConnector:
    """Makes connections to the database at `path` that can only read; call it for each."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._wal = path.with_name(f"{path.name}-wal")
        self._shm = path.with_name(f"{path.name}-shm")
        self._copy: _Copy | None = None

    def __call__(self) -> sqlite3.Connection:
        """Raises `sqlite3.OperationalError` when the file is absent or may not be read."""
        wal = file_state(self._wal)
        if wal is None or wal[2] == 0:
            return _connect(self._path, "immutable=1", _Immutable)
        if self._shm.exists():
            return _connect(self._path, "readonly_shm=1")
        return _connect(self._copied() / self._path.name)

    def close(self) -> None:
        """Removes the private copy, where one was made."""
        if self._copy is not None:
            self._copy.folder.cleanup()
            self._copy = None

    def _copied(self) -> Path:
        """The folder of a copy of the present state."""
        for _ in range(_TRIES):
            states = file_state(self._path), file_state(self._wal)
            if self._copy is None or self._copy.states != states:
                self.close()
                self._copy = _Copy(states, self._copy_files())
            if states == (file_state(self._path), file_state(self._wal)):
                return Path(self._copy.folder.name)
        raise sqlite3.OperationalError("database is locked: it is written to again and again")

    def _copy_files(self) -> TemporaryDirectory[str]:
        folder = TemporaryDirectory(prefix="shengmei-store-")
        for file in (self._path, self._wal):
            shutil.copyfile(file, Path(folder.name) / file.name)
        return folder


def file_state(path: Path) -> State | None:
    """What changes when a file is written to or replaced: inode, time in nanoseconds, bytes; None: absent."""
    try:
        now = path.stat()
    except FileNotFoundError:
        return None
    return now.st_ino, now.st_mtime_ns, now.st_size


def is_torn(connection: object, before: object, path: Path) -> bool:
    """Whether a connection may have read pages of two moments: it takes no lock, and `path` is in another
    state than `before`, the one that it had when the connection was made."""
    return isinstance(connection, _Immutable) and file_state(path) != before


def _connect(
    path: Path, how: str = "", kind: type[sqlite3.Connection] = sqlite3.Connection
) -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?mode=ro&{how}"
    connection = sqlite3.connect(address, uri=True, timeout=30, isolation_level=None, factory=kind)
    connection.execute("PRAGMA cache_size=-32000")  # KiB
    return connection
