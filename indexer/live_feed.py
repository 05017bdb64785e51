"""Feeds an index while something else fills the store."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field

from crawler.store import Store
from indexer.copies.recording import keep_current
from indexer.feed import Fed, Feed
from indexer.search import IndexBusy, IndexUnavailable, SearchError, open_index
from shengmei.ledger_place import LedgerPlace
from shengmei.store_place import StorePlace

EVERY = 1.0  # seconds between two looks at the change log
# Seconds for which, and after which, the last look tries an index that others write to.
BUSY, AGAIN = 60.0, 0.1


@dataclass
class Following:
    """What following came to, once it has ended: `fed`, or the `problem` that stopped it.

    A problem loses nothing: the cursor in the store stands, and `index sync` goes on from there.
    """

    fed: Fed | None = None
    problem: Exception | None = None
    written: int = 0
    refused: int = 0
    ledger_problem: Exception | None = None  # what kept the ledger of copies from being fed at the end
    behind: int | None = None  # articles that the index lacks, where the run was stopped before a last look
    _stop: threading.Event = field(default_factory=threading.Event)

    def leave(self) -> None:
        """Ends without a last look: the operator has stopped the run."""
        self._stop.set()

    def look(self, opened: Opened) -> None:
        """Feeds what is waiting; after a problem that waiting does not mend, nothing any more."""
        try:
            self.fed = opened.sync(stopped=self._stop.is_set)
        except IndexUnavailable as problem:
            self.problem = problem
            return
        except Exception as problem:  # a border: the crawl goes on, and says at its end what stopped the feed
            self.problem = problem
            self._stop.set()
            return
        self.problem = None
        self.written += self.fed.written
        self.refused += self.fed.refused

    def feed_ledger(self, store: Store, place: LedgerPlace | None) -> None:
        """Feeds the ledger at that place, where there is one, unless the operator has stopped the run. At the
        end alone: comparing texts would take its time from the crawl."""
        if place is None or (self._stop.is_set() and self.problem is None):
            return
        try:
            self.ledger_problem = keep_current(store, place)
        except Exception as problem:  # a border: what was crawled is kept, and the index is still to be fed
            self.ledger_problem = problem

    def run(self, opened: Opened) -> None:
        """Looks every second until told to stop."""
        while not self._stop.wait(EVERY):
            self.look(opened)

    def end(self, thread: threading.Thread, opened: Opened) -> None:
        """Stops the thread and feeds what came last."""
        gave_up = self._stop.is_set()
        self._stop.set()
        thread.join()
        if not gave_up:
            self._stop.clear()
            self.look(opened)
            ends_at = time.monotonic() + BUSY
            while isinstance(self.problem, IndexBusy) and time.monotonic() < ends_at:
                time.sleep(AGAIN)  # another crawl feeds it too, for some milliseconds at a time
                self.look(opened)
        elif self.problem is None:
            with suppress(SearchError):  # it is only said how far it is behind
                self.behind = opened.behind()


class Opened:
    """The index as a feed; opened anew when another one has taken its place meanwhile (`index rebuild`)."""

    def __init__(self, store: Store, address: str) -> None:
        self._store, self._address = store, address
        self._index = open_index(address, create=True)

    def sync(self, *, stopped: Callable[[], bool]) -> Fed:
        """As `Feed.sync`."""
        try:
            return self._feed().sync(stopped=stopped)
        except IndexUnavailable:
            raise
        except SearchError:
            if not self._is_another_by_now():
                raise
            return self._feed().sync(stopped=stopped)

    def behind(self) -> int:
        """How many articles the index lacks."""
        return self._feed().lag().behind

    def close(self) -> None:
        self._index.close()

    def _feed(self) -> Feed:
        return Feed(self._store, self._index, self._address)

    def _is_another_by_now(self) -> bool:
        before = self._index
        self._index = open_index(self._address, create=True)
        before.close()
        return self._index.identity != before.identity


@contextmanager
def following(
    store_path: StorePlace, address: str, *, ledger: LedgerPlace | None = None, create: bool = True
) -> Iterator[Following]:
    """Feeds the index at `address` as long as the block lasts, and what is left at its end; before that the
    ledger of copies at the place `ledger`, where there is one.

    An index that does not answer keeps nobody from crawling: it is `Following.problem` at the end. One that
    cannot be opened at all (foreign, newer, locked) raises `SearchError` at once. `create` makes the store
    where there is none.
    """
    followed = Following()
    with Store.open(store_path, create=create) as store:  # first: no index is begun in a foreign folder
        try:
            opened = Opened(store, address)
        except IndexUnavailable as problem:
            followed.problem = problem
            yield followed
            followed.feed_ledger(store, ledger)
            return
        with closing(opened):
            yield from _fed_meanwhile(followed, opened, lambda: followed.feed_ledger(store, ledger))


def _fed_meanwhile(followed: Following, opened: Opened, at_end: Callable[[], None]) -> Iterator[Following]:
    thread = threading.Thread(target=followed.run, args=(opened,), name="feed", daemon=True)
    thread.start()
    try:
        yield followed
        at_end()
    finally:
        followed.end(thread, opened)
