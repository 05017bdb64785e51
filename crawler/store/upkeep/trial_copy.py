"""A copy of the store to try something on, made where nothing may be written beside the store, too."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from crawler.store.databases.errors import absent
from crawler.store.databases.sqlite import problems
from crawler.store.read_only import ReadOnlyConnector, file_state, is_torn

_TRIES = 5


@contextmanager
def trial_copy(path: Path) -> Iterator[Path]:
    """The path of a copy in the folder for temporary files, which is thrown away at the end. Raises
    `StoreError`."""
    if not path.exists():
        raise absent(path)
    with TemporaryDirectory(prefix="shengmei-trial-") as folder:
        trial = Path(folder) / path.name
        with problems(path):
            _copy(path, trial)
        yield trial


def _copy(path: Path, trial: Path) -> None:
    connector = ReadOnlyConnector(path)
    try:
        for _ in range(_TRIES):
            trial.unlink(missing_ok=True)
            before = file_state(path)
            with closing(connector()) as read, closing(sqlite3.connect(trial)) as written:
                read.backup(written)
                if not is_torn(read, before, path):
                    return
    finally:
        connector.close()
    raise sqlite3.OperationalError("database is locked: it is written to again and again")
