"""A web of many hosts on loopback that writes down when each was asked, and how often at one time."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections import Counter, defaultdict
from itertools import pairwise
from urllib.parse import urlsplit

from tests.crawler.spiders.web import Answer, Web, article, html


class WatchedWeb(Web):
    """`each` articles on each of some hosts; an answer takes `lasts` seconds."""

    def __init__(self, hosts: list[str], each: int, lasts: float = 0.01) -> None:
        super().__init__()
        self._lasts = lasts
        self.urls = [f"http://{host}/{number}.html" for number in range(each) for host in hosts]
        self.answer = self._answer_watched
        self._server.handle_error = _say_error
        self.most: Counter[str] = Counter()  # by host: requests at one time
        self.sent: dict[str, list[float]] = defaultdict(list)  # by host: when it was asked
        self._known = set(self.urls)
        self._now: Counter[str] = Counter()
        self._lock = threading.Lock()

    def gaps(self) -> list[float]:
        """Seconds from one request to a host to the next, the shortest first."""
        by_host = ([b - a for a, b in pairwise(times)] for times in self.sent.values())
        return sorted(gap for gaps in by_host for gap in gaps)

    def asked_twice(self) -> int:
        """How many requests were for an article that had been asked for before."""
        return sum(count - 1 for url, count in Counter(self.asked).items() if url in self._known)

    def _answer_watched(self, url: str) -> Answer | None:
        parts = urlsplit(url)
        host = parts.hostname or ""
        with self._lock:
            self.sent[host].append(time.time())
            self._now[host] += 1
            self.most[host] = max(self.most[host], self._now[host])
        time.sleep(self._lasts)  # the answer takes so long: the waiting that workers share
        with self._lock:
            self._now[host] -= 1
        return html(article(f"{host}的第{parts.path[1:-5]}块田")) if url in self._known else None


def _say_error(*_: object) -> None:
    """What went wrong with an answer, but for workers that were killed while they waited for it."""
    if not isinstance(sys.exception(), ConnectionError):
        traceback.print_exc()
