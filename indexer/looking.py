"""Store and index opened by those who only look: where nothing may be written, nothing needs to be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.store import Store
    from indexer.search import SearchIndex
    from shengmei.config import Config


@contextmanager
def looked_at(config: Config) -> Iterator[tuple[Store, SearchIndex]]:
    """The configured store and index; read-only where their folders are. Raises `Problem`."""
    from crawler.store.open_to_look import open_to_look

    with open_to_look(config.store_path) as store, index_to_look_at(config.index) as index:
        yield store, index


def index_to_look_at(address: str) -> SearchIndex:
    """The index, opened without a lock where its directory may not be written to."""
    from indexer.search import is_server, open_index

    read_only = not is_server(address) and Path(address).exists() and not os.access(address, os.W_OK)
    return open_index(address, read_only=read_only)
