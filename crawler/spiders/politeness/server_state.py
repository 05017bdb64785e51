"""What a run knows of the servers that it asks: their delays, and which of them are left alone for now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http import Response

from crawler.outcomes.outcome import Outcome
from crawler.spiders.politeness.limits import Limits
from crawler.spiders.politeness.pauses import BELIEVED, Pauses
from crawler.spiders.politeness.statuses import trouble_of_status
from crawler.spiders.politeness.throttle import LONGEST_WAIT, Throttle
from crawler.spiders.politeness.throttle_groups import throttle_group
from crawler.store import FrontierRow, Pause, Transaction
from crawler.store.scheduling.due import PAUSE_LONGEST
from crawler.store.scheduling.groups import Taken
from shengmei.outlet_rules import OutletLimits

if TYPE_CHECKING:
    from scrapy.core.downloader import Downloader, Slot

SHORT = timedelta(seconds=15)  # for which a run waits where it has nothing else to do


class Servers:
    """Hears of every request and answer, robots.txt included; `postponed` counts the addresses that wait for
    a server."""

    def __init__(self, delay: float, rules: Mapping[str, OutletLimits] | None = None) -> None:
        self._delay = delay
        self.limits = Limits(rules or {})
        self.limited: Counter[str] = Counter()  # addresses that wait for what the operator allows, by reason
        self.throttle = Throttle(delay)
        self.pauses = Pauses()
        self.downloader: Downloader | None = None  # as soon as there is one
        self.postponed: dict[str, Counter[str]] = {}  # by throttle group and reason
        self._settled: dict[str, datetime] = {}  # by throttle group: when its last page came to an outcome
        self._not_before: dict[str, datetime] = {}  # by throttle group that another crawl has asked

    def load(self, transaction: Transaction) -> None:
        """Takes over what earlier runs wrote down."""
        self.throttle = Throttle(self._delay, transaction.server_times.last_requests())
        self.pauses = Pauses(_pauses(transaction))

    def take_over(self, transaction: Transaction, taken: Taken) -> None:
        """Another crawl may have asked a group since this run knew of it: its times, pages and pauses are as
        that one has written them down."""
        group = taken.claim.group
        if taken.next_at is not None:
            self.throttle.not_before(group, taken.next_at.timestamp())
            self._not_before[group] = taken.next_at
        self.limits.take_over(group, taken.pages)
        self.pauses.take_over(_pauses(transaction), group)

    def save(self, transaction: Transaction) -> None:
        """Writes down what has changed, for later runs; `saved` is called when that is kept."""
        transaction.server_times.record_requests(self.throttle.last_requests)
        transaction.server_times.record_pauses(self.pauses.changed)

    def saved(self) -> None:
        """What was to be written down is kept."""
        self.throttle.last_requests.clear()
        self.pauses.changed.clear()

    def is_asking(self, group: str) -> bool:
        """Whether a request to a group, also for its robots.txt, is under way or waits in its slot."""
        slot = self.downloader.slots.get(group) if self.downloader else None
        return slot is not None and bool(slot.active)

    def request_queued(self, request: Request) -> None:
        """Scrapy's signal `request_reached_downloader`: the request waits in its slot."""
        if (slot := self._slot(request)) is not None:
            self.throttle.request_queued(request.meta["download_slot"], slot)

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Scrapy's signal: an answer has come, whatever it says."""
        group, slot = request.meta["download_slot"], self._slot(request)
        self.throttle.note_request(group)
        if slot is not None:
            # Scrapy counts the delay from when it lets a request go. A busy process may have sent it later,
            # and the next one is not to follow it closer for that.
            slot.lastseen = max(slot.lastseen, request.meta.get("sent_at", 0.0))
        if trouble_of_status(response.status):
            self.throttle.failed(group, slot)
        else:
            self.throttle.answered(group, request.meta.get("download_latency", 0.0), slot)

    def crawl_delay_asked(self, url: str, seconds: float) -> None:
        """The robots.txt of an address's host asks for that many seconds between two requests."""
        self.throttle.crawl_delay(throttle_group(url), seconds)

    def judge(self, row: FrontierRow, one: Outcome) -> Outcome:
        """The outcome, as one that costs its address nothing where the server was in trouble."""
        group = throttle_group(row.address)
        self._settled[group] = one.verdict.at
        self.throttle.settled(group)
        if one.trouble is None and one.verdict.answered:
            self.postponed.pop(group, None)  # what waited for it is due by now, and has its turn
        if one.trouble and not one.verdict.answered:  # what was answered counted when it came
            self.throttle.failed(group)
        return self.pauses.judge(row, one)

    def postponed_until(self, address: str) -> datetime | None:
        """Until when an address has to wait for its servers; None where it may be asked now."""
        group, now = throttle_group(address), datetime.now(UTC)
        if (limit := self.limits.wait(address, now)) is not None:
            self.limited[f"{group}: {limit[1]}"] += 1
            return limit[0]
        pause = self.pauses.of(address, now)
        reason, until = (pause.reason, pause.until) if pause else ("", self._after_long_delay(group))
        if until is None or until <= now:
            return None
        self.postponed.setdefault(group, Counter())[reason or "its Crawl-delay"] += 1
        return until

    def answer_soon(self) -> bool:
        """Whether a run that has nothing else to do waits for a server that asked for some seconds. It
        does so some times and no more: a server may say so for ever."""
        now = datetime.now(UTC)
        return any(
            pause.failures <= BELIEVED and timedelta(0) < pause.until - now <= SHORT
            for pause in self.pauses.running(now)
        )

    def waiting(self) -> Counter[str]:
        """How many addresses wait for servers that are left alone, by server and reason."""
        return Counter(
            {
                f"{group}: {why}": count
                for group, whys in self.postponed.items()
                for why, count in whys.items()
            }
        )

    def _after_long_delay(self, group: str) -> datetime | None:
        """When a group may be asked for its next page, where its Crawl-delay is longer than a run waits."""
        longest = timedelta(seconds=LONGEST_WAIT)
        if group in self._not_before and self._not_before[group] - datetime.now(UTC) > longest:
            return self._not_before[group]
        delay = self.throttle.delay(group)
        if delay <= LONGEST_WAIT or group not in self._settled:
            return None
        return self._settled[group] + timedelta(seconds=min(delay, PAUSE_LONGEST.total_seconds()))

    def _slot(self, request: Request) -> Slot | None:
        return self.downloader.slots.get(request.meta["download_slot"]) if self.downloader else None


def _pauses(transaction: Transaction) -> dict[str, Pause]:
    """The pauses that are written down. None is longer than a day: the address of one that ends later has
    failed by itself since, and waits for its own retry."""
    latest = datetime.now(UTC) + PAUSE_LONGEST
    return {name: one for name, one in transaction.server_times.pauses().items() if one.until <= latest}
