"""Feeds an index whatever the store gets, for ever: what fails is said once and tried again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from crawler.store import Store
from indexer.feed import Fed, Feed
from indexer.search import IndexUnavailable, open_index
from shengmei.console.text import counted
from shengmei.console.translation import message
from shengmei.problems import Problem

LONGEST = 60.0  # seconds between two tries

Say = Callable[[str], None]


def watch_store(store_path: Path, address: str, *, every: float, say: Say) -> None:
    """Looks at the store every so many seconds, and feeds; ends only by an exception from outside, which may
    come at any moment.

    At the start, what waiting does not mend (no store, a foreign index, a wrong password) raises `Problem`.
    Later everything is tried again: a disk gets room, a password is corrected, an index is made anew.
    """
    trouble = Trouble(say, every)
    while True:
        try:
            for fed in _feedings(store_path, address, every):
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
            self._say(f"{problem} (trying again)")
        time.sleep(self._pause)
        self._pause = min(self._pause * 2, max(LONGEST, self._every))

    def over(self) -> None:
        if self._last:
            self._say("the index answers and is fed again")
        self.starting, self._last, self._pause = False, "", self._every


def _feedings(store_path: Path, address: str, every: float) -> Iterator[Fed]:
    """What each look at the store came to. Opened anew after a problem: another index may stand there."""
    with Store.open(store_path) as store, open_index(address, create=True) as index:
        feed = Feed(store, index, address)
        while True:
            yield feed.sync()
            time.sleep(every)


def _said(fed: Fed) -> str:
    refused = f", {fed.refused} refused: see `shengmei index dead list`" if fed.refused else ""
    return message("{documents} written", documents=counted(fed.written, "document")) + refused
