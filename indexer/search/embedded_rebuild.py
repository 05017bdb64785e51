"""A new index beside the old one, put in its place when it is whole."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.search.base import SearchError, SearchIndex
from indexer.search.embedded import EmbeddedIndex
from indexer.search.embedded_directory import MARKER


@contextmanager
def rebuilding(address: str) -> Iterator[SearchIndex]:
    """An empty index that takes the place of the one at `address` when the block ends; after an exception
    the old one stays. The old one answers meanwhile.

    Raises `SearchError` when the directory holds something else.
    """
    path = Path(address).expanduser()
    if path.exists() and any(path.iterdir()) and not (path / MARKER).exists():
        raise SearchError(f"{path} holds no index of shengmei: name another (--index)")
    beside = path.parent / f".{path.name}.{uuid.uuid4().hex[:8]}"
    try:
        with EmbeddedIndex.open(str(beside), create=True) as fresh:
            yield fresh
        _swap(beside, path)
    except OSError as error:
        raise SearchError(f"the new index cannot take its place at {path}: {error.strerror}") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _swap(fresh: Path, path: Path) -> None:
    # Two renames: a kill between them leaves no index at the place, which the next sync feeds anew.
    old = path.parent / f"{fresh.name}.old"
    if path.exists():
        path.rename(old)
    fresh.rename(path)
    shutil.rmtree(old, ignore_errors=True)
