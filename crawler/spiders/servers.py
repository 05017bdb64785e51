"""What a run knows of the servers that it asks: their delays, and which of them are left alone for now."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http import Response

from crawler.outcomes import Outcome
from crawler.spiders.pauses import Pauses
from crawler.spiders.politeness import throttle_group
from crawler.spiders.throttle import Throttle
from crawler.store import FrontierRow, Transaction

if TYPE_CHECKING:
    from scrapy.core.downloader import Downloader, Slot


class Servers:
    """Hears of every request and answer, robots.txt included; `postponed` counts the addresses that wait for
    a server, by the reason."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self.throttle = Throttle(delay)
        self.pauses = Pauses()
        self.downloader: Downloader | None = None  # as soon as there is one
        self.postponed: Counter[str] = Counter()

    def load(self, transaction: Transaction) -> None:
        """Takes over what earlier runs wrote down."""
        self.throttle = Throttle(self._delay, transaction.servers.last_requests())
        self.pauses = Pauses(transaction.servers.pauses())

    def save(self, transaction: Transaction) -> None:
        """Writes down what has changed, for later runs."""
        transaction.servers.record_requests(self.throttle.last_requests)
        transaction.servers.record_pauses(self.pauses.changed)
        self.throttle.last_requests.clear()
        self.pauses.changed.clear()

    def request_sent(self, request: Request) -> None:
        """Scrapy's signal `request_reached_downloader`: the request waits in its slot."""
        if (slot := self._slot(request)) is not None:
            self.throttle.request_sent(request.meta["download_slot"], slot)

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Scrapy's signal: an answer has come, whatever it says."""
        group = request.meta["download_slot"]
        if response.status >= 500 or response.status == 429:
            self.throttle.failed(group, self._slot(request))
        else:
            self.throttle.answered(group, request.meta.get("download_latency", 0.0), self._slot(request))

    def crawl_delay_asked(self, url: str, seconds: float) -> None:
        """The robots.txt of an address's host asks for that many seconds between two requests."""
        self.throttle.crawl_delay(throttle_group(url), seconds)

    def judge(self, row: FrontierRow, one: Outcome) -> Outcome:
        """The outcome, as one that costs its address nothing where the server was in trouble."""
        if one.trouble and not one.verdict.answered:  # what was answered counted when it came
            self.throttle.failed(throttle_group(row.address))
        return self.pauses.judge(row, one)

    def postponed_until(self, address: str) -> datetime | None:
        """Until when an address has to wait for its servers; None where it may be asked now."""
        pause = self.pauses.of(address, datetime.now(UTC))
        if pause is None:
            return None
        self.postponed[f"{throttle_group(address)}: {pause.reason}"] += 1
        return pause.until

    def _slot(self, request: Request) -> Slot | None:
        return self.downloader.slots.get(request.meta["download_slot"]) if self.downloader else None
