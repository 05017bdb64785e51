"""What the commands have in common: store and index opened, what was fed said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from shengmei.console import streams
from shengmei.console.text import counted, safe
from shengmei.console.translation import message, messages
from shengmei.problems import IncompleteProblem, Problem

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


def feed_ledger(config: Config) -> Problem | None:
    """Feeds the ledger of copies, where there is one, before the index, so that an article is written to that
    with its story. Returns what stood in its way."""
    from crawler.store import Store
    from indexer.copies.recording import keep_current
    from shengmei.console.progress import Progress

    if isinstance(config.ledger_place, Path) and not config.ledger_place.exists():
        return None
    with Store.open(config.store_path) as store, Progress() as progress:
        return keep_current(store, config.ledger_place, on_progress=progress)


@contextmanager
def looking(config: Config) -> Iterator[Feed]:
    """The same for commands that only look."""
    from indexer.feed import Feed
    from indexer.looking import looked_at

    with looked_at(config) as (store, index):
        yield Feed(store, index, config.index)


def ended(fed: Fed, documents: int, config: Config, ledger: Problem | None = None) -> None:
    """Says what was done; raises `IncompleteProblem` when documents were refused, or something stood in the
    way of the ledger."""
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
    if ledger is not None:
        raise IncompleteProblem(message("the ledger of copies was not fed: {problem}", problem=ledger))
