"""An index opened for reading alone: no lock is taken and no file is made in its directory.

Tantivy makes and holds `.tantivy-meta.lock` in the directory whenever it loads an index, so that no writer
removes a file that is about to be opened. It gets a temporary directory of links instead; a file that went
meanwhile is noticed, and what `meta.json` names by then is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import tantivy

from indexer.search.embedded.integrity import META, named_files
from indexer.search.embedded.schema import register
from indexer.search.embedded.watcher import wait_for_first_look
from indexer.search.errors import SearchError
from shengmei.console.translation import message

_TRIES = 10


def open_snapshot(path: Path) -> tantivy.Index:
    """The index in the directory `path` as it is at this moment; it sees no later change.

    Raises `ValueError` or `OSError` when a file is missing or not what was written, `SearchError` when no
    temporary directory can be made.
    """
    for _ in range(_TRIES - 1):
        meta = (path / META).read_bytes()
        try:
            return _opened(path, meta)
        except (ValueError, OSError):
            if (path / META).read_bytes() == meta:
                raise
    return _opened(path, (path / META).read_bytes())


def _opened(path: Path, meta: bytes) -> tantivy.Index:
    # All files are mapped when this returns: tantivy needs their names no longer.
    with _temporary_folder(path) as folder:
        for name in (META, *named_files(meta)):
            (Path(folder) / name).symlink_to(path.absolute() / name)
        index = tantivy.Index.open(folder)
        register(index)
        index.config_reader(reload_policy="manual")
        wait_for_first_look()  # it makes a lock in the folder
    return index


@contextmanager
def _temporary_folder(path: Path) -> Iterator[str]:
    try:
        folder = mkdtemp(prefix="shengmei-index-")
    except OSError as error:
        raise SearchError(
            message(
                "the index at {path} is read by way of a temporary directory, and none can be made "
                "({error}): name one in TMPDIR",
                path=path,
                error=error.strerror or error,
            )
        ) from error
    try:
        yield folder
    finally:
        _remove(folder)


def _remove(folder: str) -> None:
    """Again where it is not empty after all: tantivy opens an index with a reader that loads it once more, in
    a thread of its own, and may just now be making its lock."""
    for _ in range(_TRIES):
        rmtree(folder, ignore_errors=True)
        if not Path(folder).exists():
            return
