"""A new index beside the old one, put in its place when it is whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.search.embedded.directory import ensure_replaceable
from indexer.search.embedded.index import EmbeddedIndex
from indexer.search.errors import IndexUnavailable, SearchError
from indexer.search.interface import SearchIndex
from shengmei.console.translation import message
from shengmei.lock_files import let_go, take


@contextmanager
def rebuilding(address: str) -> Iterator[SearchIndex]:
    """An empty index that takes the place of the one at `address` when the block ends; after an exception
    the old one stays. The old one answers meanwhile. What a killed rebuilding left is cleared up.

    The old one may be damaged. Raises `SearchError` when the directory holds something else, or while
    another process rebuilds it.
    """
    path = Path(address).expanduser()
    ensure_replaceable(path)
    fresh, old = (path.parent / f".{path.name}.{what}" for what in ("rebuilding", "replaced"))
    try:
        with _alone(path):
            _clear(fresh, old)
            try:
                with EmbeddedIndex.open(str(fresh), create=True) as index:
                    yield index
                _swap(fresh, path, old)
            finally:
                _clear(fresh, old)
    except OSError as error:
        said = message(
            "the new index cannot take its place at {path}: {error}", path=path, error=error.strerror
        )
        raise SearchError(said) from error


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Only one process rebuilds the index at `path`; the system lets go of the lock, however that ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = take(path.parent / f".{path.name}.lock")
    if lock is None:
        raise IndexUnavailable(
            message(
                "the index at {path} is being rebuilt by another process: wait until it has ended",
                path=path,
            )
        )
    try:
        yield
    finally:
        let_go(lock)


def _swap(fresh: Path, path: Path, old: Path) -> None:
    # Two renames: a kill between them leaves no index at the place, which the next sync feeds anew.
    if path.exists():
        path.rename(old)
    fresh.rename(path)


def _clear(*leftovers: Path) -> None:
    for path in leftovers:
        shutil.rmtree(path, ignore_errors=True)
