"""What the commands have in common: store and index opened, what was fed said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from shengmei.console import streams
from shengmei.console.text import counted, safe
from shengmei.console.translation import message, messages
from shengmei.problems import IncompleteProblem

if TYPE_CHECKING:
    from indexer.feed import Fed, Feed
    from shengmei.config import Config

PATIENCE = 60.0  # seconds that an index which does not answer is waited for


@contextmanager
def feeding(config: Config, *, create: bool = False) -> Iterator[Feed]:
    """The configured index as a feed of the configured store."""
    from crawler.store import Store
    from indexer.feed import Feed
    from indexer.search import open_index

    with Store.open(config.store_path) as store, open_index(config.index, create=create) as opened:
        yield Feed(store, opened, config.index)


@contextmanager
def looking(config: Config) -> Iterator[Feed]:
    """The same for commands that only look."""
    from indexer.feed import Feed
    from indexer.looking import looked_at

    with looked_at(config) as (store, index):
        yield Feed(store, index, config.index)


def ended(fed: Fed, documents: int, config: Config) -> None:
    """Says what was done; raises `IncompleteProblem` when documents were refused."""
    streams.note(
        message(
            "index {index}: {written} written, {documents} in all",
            index=safe(config.index),
            written=counted(fed.written, "document"),
            documents=documents,
        )
    )
    if fed.refused:
        raise IncompleteProblem(
            messages(
                "{number:,} document was refused: see `shengmei index dead list`",
                "{number:,} documents were refused: see `shengmei index dead list`",
                fed.refused,
            )
        )
