"""Scrapy's queue as a window on the frontier: it holds what was drawn and not sent yet, never more.

Addresses are drawn site by site and handed out a few at a time for each throttle group, so that a slow
platform does not keep the others waiting.
"""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

    from crawler.spiders.articles import ArticlesSpider

WINDOW = 64


class Window(BaseScheduler):
    """`SCHEDULER` of the articles spider."""

    def __init__(self, spider: ArticlesSpider) -> None:
        self._spider = spider
        self._queues: dict[str, deque[Request]] = {}
        self._flying: Counter[str] = Counter()
        spider.window = self

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Window:
        return cls(crawler.spider)  # type: ignore[arg-type]

    def open(self, spider: Spider) -> None:  # noqa: ARG002 (Scrapy's interface)
        return None

    def close(self, reason: str) -> None:  # noqa: ARG002 (Scrapy's interface)
        return None

    def has_pending_requests(self) -> bool:
        return self.waiting() > 0 or self._draw()

    def enqueue_request(self, request: Request) -> bool:
        """Only what was drawn is crawled: a callback that yields a request is a mistake."""
        raise RuntimeError(f"{request.url} was not drawn from the frontier")

    def next_request(self) -> Request | None:
        request = self._take()
        if request is None and self.waiting() < WINDOW // 2 and self._draw():
            request = self._take()
        return request

    def landed(self, group: str) -> None:
        """A request of that group has come to its outcome."""
        self._flying[group] -= 1

    def follow(self, request: Request) -> None:
        """The next page of an article that is under way: sent before what was drawn after it."""
        self._queues.setdefault(request.meta["download_slot"], deque()).appendleft(request)

    def waiting(self) -> int:
        """How many requests are drawn and not sent."""
        return sum(len(queue) for queue in self._queues.values())

    def _take(self) -> Request | None:
        for group, queue in list(self._queues.items()):
            if queue and self._flying[group] < self._spider.most_at_once(group):
                # To the end of the line: the groups take turns.
                self._queues[group] = self._queues.pop(group)
                self._flying[group] += 1
                return queue.popleft()
        return None

    def _draw(self) -> bool:
        drawn: list[Any] = self._spider.draw(WINDOW - self.waiting(), set(self._full()))
        for request in drawn:
            self._queues.setdefault(request.meta["download_slot"], deque()).append(request)
        return bool(drawn)

    def _full(self) -> list[str]:
        """Groups of which enough wait already."""
        return [group for group, queue in self._queues.items() if len(queue) >= WINDOW // 4]
