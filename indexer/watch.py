"""Feeds an index whatever the store gets, for ever: what fails is said once and tried again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from crawler.store import Store
from indexer.copies.recording import keep_current
from indexer.feed import Fed, Feed
from indexer.search import IndexUnavailable, open_index
from shengmei.console.text import counted
from shengmei.console.translation import message, translated
from shengmei.ledger_place import LedgerPlace
from shengmei.problems import Problem
from shengmei.store_place import StorePlace

LONGEST = 60.0  # seconds between two tries
LEDGER_SECONDS = 10.0

Say = Callable[[str], None]


def watch_store(store_path: StorePlace, address: str, *, ledger: LedgerPlace, every: float, say: Say) -> None:
    """Looks at the store every so many seconds, and feeds the ledger at that place, where there is one, and
    the index; ends only by an exception from outside, which may come at any moment.

    At the start, what waiting does not mend (no store, a foreign index, a wrong password) raises `Problem`.
    Later everything is tried again: a disk gets room, a password is corrected, an index is made anew.
    """
    trouble, watched = Trouble(say, every), WatchedLedger(ledger, say)
    while True:
        try:
            for fed in _feedings(store_path, address, watched, every):
                trouble.over()
                if fed.written or fed.refused:
                    say(_said(fed))
        except Problem as problem:
            if trouble.starting and not isinstance(problem, IndexUnavailable):
                raise
            trouble.wait(problem)


class Trouble:
    """Says what is wrong once, until it is something else; waits a little longer each time."""

    def __init__(self, say: Say, every: float) -> None:
        self.starting = True
        self._say, self._every = say, every
        self._last, self._pause = "", every

    def wait(self, problem: Problem) -> None:
        if str(problem) != self._last:
            self._last = str(problem)
            self._say(message("{problem} (trying again)", problem=problem))
        time.sleep(self._pause)
        self._pause = min(self._pause * 2, max(LONGEST, self._every))

    def over(self) -> None:
        if self._last:
            self._say(message("the index answers and is fed again"))
        self.starting, self._last, self._pause = False, "", self._every


class WatchedLedger:
    """The ledger, fed before each feeding of the index; says once what is wrong with it."""

    def __init__(self, place: LedgerPlace, say: Say) -> None:
        self._place, self._say = place, say
        self._last = ""

    def feed(self, store: Store) -> None:
        """Feeds it for at most `LEDGER_SECONDS`: the index must not wait until a whole store is compared."""
        until = time.monotonic() + LEDGER_SECONDS
        problem = keep_current(store, self._place, stopped=lambda: time.monotonic() > until)
        said = str(problem or "")
        if said != self._last:
            self._say(
                message("{problem} (trying again)", problem=said)
                if said
                else translated("the ledger of copies is fed again")
            )
        self._last = said


def _feedings(store_path: StorePlace, address: str, ledger: WatchedLedger, every: float) -> Iterator[Fed]:
    """What each look at the store came to. Opened anew after a problem: another index may stand there."""
    with Store.open(store_path) as store, open_index(address, create=True) as index:
        feed = Feed(store, index, address)
        while True:
            ledger.feed(store)
            yield feed.sync()
            time.sleep(every)


def _said(fed: Fed) -> str:
    refused = (
        message(", {number} refused: see `shengmei index dead list`", number=fed.refused)
        if fed.refused
        else ""
    )
    return message("{documents} written", documents=counted(fed.written, "document")) + refused
