"""How long to wait between two requests to a throttle group: what is set, what robots.txt asks for, what the
servers seem to bear."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Protocol

from crawler.spiders.politeness.throttle_groups import AT_ONCE, is_loopback

SLOWEST = 60.0  # seconds: further latency and errors slow nothing down
LONGEST_WAIT = 600.0  # seconds that a run waits for one request; a longer Crawl-delay is for later runs


class DownloadSlot(Protocol):
    """What is used of Scrapy's download slot. `lastseen`: when its last request went (monotonic)."""

    delay: float
    concurrency: int
    lastseen: float


class Throttle:
    """The delays of a run, in seconds. `delay` is the least that is ever kept; 0 asks for none, and then only
    robots.txt can. `last_requests`: when earlier runs last asked each group, in seconds since 1970."""

    def __init__(self, delay: float, last_requests: Mapping[str, float] | None = None) -> None:
        self._least = delay
        self._earlier = dict(last_requests or {})
        self._crawl_delay: dict[str, float] = {}
        self._adapted: dict[str, float] = {}
        self._met: set[str] = set()
        self._not_before: dict[str, float] = {}  # seconds since 1970: another crawl has asked meanwhile
        self._asked: dict[str, float] = {}  # seconds since 1970: by this run
        self.last_requests: dict[str, float] = {}  # of this run

    def delay(self, group: str) -> float:
        """The seconds from one request of a group to the next."""
        if is_loopback(group):
            return 0.0
        return max(self._least, self._crawl_delay.get(group, 0.0), self._adapted.get(group, 0.0))

    def at_once(self, group: str) -> int:
        """How many requests of a group may be under way. The first page goes alone: it brings robots.txt, and
        may show that the platform has too much to do."""
        if is_loopback(group):
            return AT_ONCE
        return 1 if self.delay(group) or group not in self._met else AT_ONCE

    def crawl_delay(self, group: str, seconds: float) -> None:
        """A robots.txt of the group asks for that many; of several hosts the slowest counts for all."""
        self._crawl_delay[group] = max(seconds, self._crawl_delay.get(group, 0.0))

    def not_before(self, group: str, at: float) -> None:
        """Another crawl has asked a group: it is not asked before that moment, in seconds since 1970."""
        self._not_before[group] = at

    def next_at(self, group: str) -> datetime | None:
        """When a group may be asked again; None of one that this run has not asked."""
        asked = self._asked.get(group)
        return None if asked is None else datetime.fromtimestamp(asked + self.delay(group), UTC)

    def note_request(self, group: str) -> None:
        """A request to a group was sent, or answered, now."""
        self._asked[group] = self.last_requests[group] = time.time()

    def request_queued(self, group: str, slot: DownloadSlot) -> None:
        """A request waits in its slot: for the delay, also since a request of an earlier run or another."""
        slot.delay = min(self.delay(group), LONGEST_WAIT)
        if slot.delay:
            slot.concurrency = 1
            if (earlier := self._earlier.pop(group, None)) is not None:
                # The clock may have been set back meanwhile: a request of the future was now.
                ago = max(time.time() - earlier, 0.0)
                slot.lastseen = max(slot.lastseen, time.monotonic() - ago)
            wait = min(self._not_before.pop(group, 0.0) - time.time(), LONGEST_WAIT)
            if wait > 0:
                slot.lastseen = max(slot.lastseen, time.monotonic() + wait - slot.delay)
        self.note_request(group)

    def answered(self, group: str, latency: float, slot: DownloadSlot | None = None) -> None:
        """A request was answered after that many seconds: a slow server is asked less often, a quick one
        again more."""
        if self._least:
            target = min(latency, SLOWEST)
            self._adapted[group] = max(target, (self.delay_adapted(group) + target) / 2)
        self._apply(group, slot)

    def failed(self, group: str, slot: DownloadSlot | None = None) -> None:
        """A request was refused, broke off or got an error of the server: twice as long until the next."""
        if self._least:
            self._adapted[group] = min(2 * self.delay_adapted(group), SLOWEST)
        self._apply(group, slot)

    def settled(self, group: str) -> None:
        """A page of the group has come to its outcome."""
        self._met.add(group)

    def delay_adapted(self, group: str) -> float:
        """What latency and errors have made of the delay that is set."""
        return max(self._adapted.get(group, 0.0), self._least)

    def _apply(self, group: str, slot: DownloadSlot | None) -> None:
        if slot is not None:
            slot.delay = min(self.delay(group), LONGEST_WAIT)
            slot.concurrency = 1 if slot.delay else slot.concurrency
