"""Writes the stories of articles into the store where they changed: indexes have them from there.

Stopped at any moment, it goes on where it stood: an article is struck off the ledger's list of those to be
recorded after the store has it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from crawler.store import Store
from indexer.copies.ledger.affected_stories import StoriesOfArticles
from indexer.copies.ledger.databases import LedgerDatabase
from indexer.copies.ledger.databases.errors import NoLedger
from indexer.copies.ledger.feed import LedgerFed, feed, lineage, wordings
from indexer.copies.ledger.writer import LedgerWriter
from shengmei.ledger_place import LedgerPlace
from shengmei.problems import Problem

_AT_ONCE = 200  # articles of the list; those that are connected with them go with them

OnProgress = Callable[[int, int], None]


def sync_and_record(
    store: Store,
    place: LedgerPlace,
    *,
    on_progress: OnProgress | None = None,
    stopped: Callable[[], bool] = lambda: False,
    create: bool = True,
) -> LedgerFed:
    """Feeds the ledger at `place` from the store, and when nothing is waiting any more writes the stories
    that changed into the store. Raises `LedgerError`, without `create` also where there is none, and
    `StoreError`."""
    with LedgerWriter.open(place, lineage(store), wordings(store), create=create) as ledger:
        fed = feed(ledger, store, on_progress=on_progress, stopped=stopped)
        if not stopped():  # of half a collection many stories would be others soon
            return replace(fed, grouped=_record(ledger, store))
        return fed


def keep_current(
    store: Store,
    place: LedgerPlace,
    *,
    on_progress: OnProgress | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Problem | None:
    """As `sync_and_record`, where there is a ledger at `place`: who has made one wants it kept. What stands
    in its way is returned, for it must not keep an index from being fed."""
    try:
        sync_and_record(store, place, on_progress=on_progress, stopped=stopped, create=False)
    except NoLedger as problem:
        return problem if problem.file_of_before else None
    except Problem as problem:
        return problem
    return None


def record(store: Store, place: LedgerPlace | LedgerDatabase) -> int:
    """Writes the stories that changed into the store; returns of how many articles. Each of them has a new
    entry in the change log then, so that every index is fed it again."""
    with LedgerWriter.open(place, lineage(store), wordings(store)) as ledger:
        return _record(ledger, store)


def _record(ledger: LedgerWriter, store: Store) -> int:
    changed = 0

    def write(found: StoriesOfArticles) -> None:
        nonlocal changed
        with store.writing() as transaction:
            changed += transaction.stories.record(found, datetime.now(UTC))

    while ledger.record(write, _AT_ONCE):
        pass
    return changed
