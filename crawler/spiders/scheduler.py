"""Scrapy's scheduler, fed from the frontier: it holds the requests that were dequeued and not sent yet.

Of each throttle group a few wait here and a few are under way, so that neither a slow platform nor one that
hangs keeps the others waiting.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from typing import TYPE_CHECKING, Protocol

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

CAPACITY = 64  # requests that are dequeued at a time
WAITING = 4  # requests of a group that wait here; what a killed run had dequeued is dequeued again
MOST_WAITING = 1024  # of all groups
LOOK_AGAIN = 1.0  # seconds after which something may be due of groups that had nothing


class RequestSource(Protocol):
    """What the scheduler asks of its spider."""

    scheduler: FrontierScheduler

    def dequeue(self, most: int, full_groups: set[str]) -> list[Request]:
        """At most `most` requests for due addresses, none of the throttle groups in `full_groups`."""

    def max_in_flight(self, group: str) -> int:
        """How many requests of a throttle group may be in flight."""

    def waits_for_answer(self) -> bool:
        """Whether something is due so soon that the run waits for it."""

    def may_send(self, request: Request) -> bool:
        """Whether a request may go now; one that may not is the spider's to put back."""


class FrontierScheduler(BaseScheduler):
    """`SCHEDULER` of the articles spider."""

    def __init__(self, spider: RequestSource) -> None:
        self._spider = spider
        self._queues: dict[str, deque[Request]] = {}
        self._in_flight: Counter[str] = Counter()
        self._under_way = 0  # requests in flight, of all groups
        self._may_have_more = True  # something has happened since the frontier had nothing to give
        self._may_give: set[str] = set()  # groups of which more may be due than was dequeued last
        self._look_again_at = 0.0
        spider.scheduler = self

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> FrontierScheduler:
        return cls(crawler.spider)  # type: ignore[arg-type]

    def open(self, spider: Spider) -> None:  # noqa: ARG002 (Scrapy's interface)
        return None

    def close(self, reason: str) -> None:  # noqa: ARG002 (Scrapy's interface)
        return None

    def has_pending_requests(self) -> bool:
        if self.waiting() > 0 or self._dequeue():
            return True
        # Scrapy asks again every five seconds.
        self._may_have_more = self._spider.waits_for_answer()
        return self._may_have_more

    def enqueue_request(self, request: Request) -> bool:
        """Only what was dequeued is crawled: a callback that yields a request is a mistake."""
        raise RuntimeError(f"{request.url} was not dequeued from the frontier")

    def next_request(self) -> Request | None:
        request = self._take()
        if request is None and self._has_to_look() and self._dequeue():
            request = self._take()
        return request

    def release_slot(self, group: str) -> None:
        """A request of that group has come to its outcome. Another one is dequeued only where the last time
        did not show that nothing more is due of it: each look at the frontier is a transaction."""
        self._in_flight[group] -= 1
        self._under_way -= 1
        if group in self._may_give and not self._queues.get(group):
            self._may_have_more = True

    def expect_more(self) -> None:
        """Addresses were found, or are due again, which the frontier did not give the last time."""
        self._may_have_more = True

    def follow(self, request: Request) -> None:
        """The next page of an article that is under way: sent before what was dequeued after it."""
        self._queues.setdefault(request.meta["download_slot"], deque()).appendleft(request)

    def waiting(self) -> int:
        """How many requests are dequeued and not sent."""
        return sum(len(queue) for queue in self._queues.values())

    def take_back(self, group: str) -> list[Request]:
        """The requests of a group that wait: they are not sent any more."""
        return list(self._queues.pop(group, ()))

    def is_busy(self, group: str) -> bool:
        """Whether requests of a group wait or are under way."""
        return bool(self._queues.get(group)) or self._in_flight[group] > 0

    def _take(self) -> Request | None:
        for group, queue in list(self._queues.items()):
            while queue and self._in_flight[group] < self._spider.max_in_flight(group):
                request = queue.popleft()
                if not self._spider.may_send(request):
                    continue
                # To the end of the line: the groups take turns.
                self._queues[group] = self._queues.pop(group)
                self._in_flight[group] += 1
                self._under_way += 1
                return request
            if not queue:
                del self._queues[group]
        return None

    def _has_to_look(self) -> bool:
        return self._may_have_more or not self._under_way or time.monotonic() >= self._look_again_at

    def _dequeue(self) -> bool:
        most, full = min(CAPACITY, MOST_WAITING - self.waiting()), self._full()
        dequeued = self._spider.dequeue(most, full) if most > 0 else []
        self._may_have_more = len(dequeued) >= most  # there may have been no room for more
        self._may_give = full
        self._look_again_at = time.monotonic() + LOOK_AGAIN
        for request in dequeued:
            group = request.meta["download_slot"]
            self._may_give.add(group)
            self._queues.setdefault(group, deque()).append(request)
        return bool(dequeued)

    def _full(self) -> set[str]:
        """Groups of which enough wait already."""
        return {
            group
            for group, queue in self._queues.items()
            if len(queue) >= max(WAITING, self._spider.max_in_flight(group))
        }
