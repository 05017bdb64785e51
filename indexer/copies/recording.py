"""Writes the stories of articles into the store where they changed: indexes have them from there.

Stopped at any moment, it goes on where it stood: an article is struck off the ledger's list of those to be
recorded after the store has it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from crawler.store import Store
from indexer.copies.ledger.affected_stories import StoriesOfArticles
from indexer.copies.ledger.feed import LedgerFed, sync, wordings
from indexer.copies.ledger.writer import LedgerWriter
from shengmei.problems import Problem

_AT_ONCE = 200  # articles of the list; those that are connected with them go with them

OnProgress = Callable[[int, int], None]


def sync_and_record(
    store: Store,
    path: Path,
    *,
    on_progress: OnProgress | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> LedgerFed:
    """Feeds the ledger at `path` from the store, and when nothing is waiting any more writes the stories that
    changed into the store. Raises `LedgerError`, `StoreError`."""
    fed = sync(store, path, on_progress=on_progress, stopped=stopped)
    if not stopped():  # of half a collection many stories would be others soon
        return replace(fed, grouped=record(store, path))
    return fed


def keep_current(
    store: Store,
    path: Path,
    *,
    on_progress: OnProgress | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Problem | None:
    """As `sync_and_record`, where there is a ledger at `path`: who has made one wants it kept. What stands in
    its way is returned, for it must not keep an index from being fed."""
    if not path.exists():
        return None
    try:
        sync_and_record(store, path, on_progress=on_progress, stopped=stopped)
    except Problem as problem:
        return problem
    return None


def record(store: Store, path: Path) -> int:
    """Writes the stories that changed into the store; returns of how many articles. Each of them has a new
    entry in the change log then, so that every index is fed it again."""
    changed = 0

    def write(found: StoriesOfArticles) -> None:
        nonlocal changed
        with store.writing() as transaction:
            changed += transaction.stories.record(found, datetime.now(UTC))

    with LedgerWriter.open(path, store.uuid, wordings(store)) as ledger:
        while ledger.record(write, _AT_ONCE):
            pass
    return changed
