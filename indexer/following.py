"""Feeds an index while something else fills the store."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from crawler.store import Store
from indexer.feed import Fed, Feed
from indexer.search import IndexUnavailable, open_index

EVERY = 1.0  # seconds between two looks at the change log


@dataclass
class Following:
    """What following came to, once it has ended: `fed`, or the `problem` that stopped it.

    A problem loses nothing: the cursor in the store stands, and `index sync` goes on from there.
    """

    fed: Fed | None = None
    problem: Exception | None = None
    written: int = 0
    refused: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)

    def leave(self) -> None:
        """Ends without a last look: the operator has stopped the run."""
        self._stop.set()

    def look(self, feed: Feed) -> None:
        """Feeds what is waiting; after a problem that waiting does not mend, nothing any more."""
        try:
            self.fed = feed.sync(stopped=self._stop.is_set)
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

    def run(self, feed: Feed) -> None:
        """Looks every second until told to stop."""
        while not self._stop.wait(EVERY):
            self.look(feed)

    def end(self, thread: threading.Thread, feed: Feed) -> None:
        """Stops the thread and feeds what came last."""
        gave_up = self._stop.is_set()
        self._stop.set()
        thread.join()
        if not gave_up:
            self._stop.clear()
            self.look(feed)


@contextmanager
def following(store_path: Path, address: str, *, create: bool = True) -> Iterator[Following]:
    """Feeds the index at `address` as long as the block lasts, and what is left at its end.

    An index that does not answer keeps nobody from crawling: it is `Following.problem` at the end. One that
    cannot be opened at all (foreign, newer, locked) raises `SearchError` at once. `create` makes the store
    where there is none.
    """
    followed = Following()
    with Store.open(store_path, create=create) as store:  # first: no index is begun in a foreign folder
        try:
            index = open_index(address, create=True)
        except IndexUnavailable as problem:
            followed.problem = problem
            yield followed
            return
        with index:
            yield from _fed_meanwhile(followed, Feed(store, index, address))


def _fed_meanwhile(followed: Following, feed: Feed) -> Iterator[Following]:
    thread = threading.Thread(target=followed.run, args=(feed,), name="feed", daemon=True)
    thread.start()
    try:
        yield followed
    finally:
        followed.end(thread, feed)
