"""The one spider: dequeues due addresses from the store, reads what comes, hands it on to be kept.

scrapy crawl articles -a site=hbtv            as a Scrapy project
shengmei crawl hbtv                           the same, with progress and exit codes
"""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request, signals
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.task import LoopingCall
from twisted.python.failure import Failure

from crawler.archive import Archive
from crawler.edition_items import EditionState
from crawler.outcomes.outcome import Outcome
from crawler.pipelines import OutcomeWriter
from crawler.spiders import classify_response, last_border, leased_rows
from crawler.spiders.arguments import asked_for, chosen_sites, day, edition_days, read_addresses
from crawler.spiders.bounds import Bounds
from crawler.spiders.download import long_bodies
from crawler.spiders.lock import CrawlLock
from crawler.spiders.multipage import MultipageFetch
from crawler.spiders.multipage_requests import MultipageRequests
from crawler.spiders.politeness.group_leases import GroupLeases, LeaseEnded
from crawler.spiders.politeness.server_state import Servers
from crawler.spiders.politeness.throttle_groups import throttle_group
from crawler.spiders.redirect_cookies import RedirectCookies
from crawler.spiders.requests import make_conditional, request_for
from crawler.spiders.run_settings import run_settings
from crawler.spiders.run_store import close_run, open_run
from crawler.spiders.scopes.scope import AddressScope, CrawlScope
from crawler.spiders.scopes.site_scopes import DueScope, scope_of
from crawler.spiders.worker import Worker, WorkerOptions
from crawler.store import FrontierRow, Store
from crawler.store.scheduling.frontier import MANY
from shengmei.config import Config, load

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


log = logging.getLogger(__name__)
UNCOUNTED = 50  # so many times as long nothing is counted again


class ArticlesSpider(MultipageRequests):
    """Arguments: `site` (ids, separated by commas), `urls` (a file, an address a line) or `due=1` (whatever
    is due); `date`, of newspapers the day `2021-05-01` or days `2021-05-01..2021-05-31` whose editions are
    meant; `max_pages` and `duration` (`20m`) end the run; `since`, a day: what lists date before it is left
    out."""

    name = "articles"
    custom_settings = {  # noqa: RUF012 (Scrapy's interface)
        # Here, not in the settings of the project: `scrapy shell` has no frontier.
        "SCHEDULER": "crawler.spiders.scheduler.FrontierScheduler",
        "ITEM_PIPELINES": {"crawler.pipelines.StorePipeline": 1},
    }
    store: Store
    lock: CrawlLock
    leases: GroupLeases
    archive: Archive
    writer: OutcomeWriter

    def __init__(
        self,
        site: str | None = None,
        urls: str | None = None,
        max_pages: str | int | None = None,
        since: str | None = None,
        due: str | None = None,
        duration: str | None = None,
        date: str | None = None,
        config: Config | None = None,
        worker: WorkerOptions | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.config = config or load({})
        self.since = day(since)
        self.bounds = Bounds(max_pages, duration)
        named = read_addresses(urls)
        sites = chosen_sites(site, named, due=bool(due))
        days = edition_days(date)
        bounds = {"--date": date, "--max-pages": max_pages, "--for": duration, "--since": since}
        self.asked = asked_for(site, named, due=bool(due), bounds=bounds)
        self.cookies = RedirectCookies()
        self.scope: CrawlScope = AddressScope(named, sites) if named else scope_of(sites, days)
        if due:
            self.scope = DueScope()
        self.servers = Servers(self.config.delay, self.config.outlets)
        self.problem: Exception | None = None
        self.finished: str | None = None  # Scrapy's reason; None until the spider has closed
        self.nothing_due_at: datetime | None = None  # when the frontier had nothing to give, until it has
        self.strange_time: str | None = None  # what is wrong with the clock, in words
        self.still_due = 0
        self._due, self._count_again_at = 0, 0.0
        self.editions: tuple[EditionState, ...] = ()  # of newspapers, that the run asked for
        self.next_due: str | None = None
        self.is_named = bool(named) or days is not None
        self._keeping: LoopingCall | None = None
        self.worker_options = worker
        self.worker: Worker | None = None  # as soon as it has its name
        self.border = last_border.LastBorder(self)  # kept here: Scrapy's signals hold what they call weakly

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> ArticlesSpider:
        spider = super().from_crawler(crawler, *args, **kwargs)
        for name, value in run_settings(spider.config, is_worker=spider.worker_options is not None).items():
            crawler.settings.set(name, value, priority="cmdline")
        open_run(spider)
        crawler.signals.connect(spider.close_store, signals.spider_closed)
        crawler.signals.connect(spider.engine_started, signals.engine_started)
        crawler.signals.connect(spider.border.spider_error, signals.spider_error)
        crawler.signals.connect(spider.border.item_error, signals.item_error)
        crawler.signals.connect(long_bodies.bytes_received, signals.bytes_received)
        crawler.signals.connect(spider.servers.request_queued, signals.request_reached_downloader)
        crawler.signals.connect(spider.servers.response_downloaded, signals.response_downloaded)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Nothing to start from here: the scheduler dequeues from the store."""
        return
        yield

    def dequeue(self, most: int, full_groups: set[str]) -> list[Request]:
        """Due addresses as requests; what was collected is written first, for it may hold new ones."""
        requests: list[Request] = []
        if self.bounds.over:
            self.nothing_due_at = None  # nobody has asked
        while not requests and self.problem is None and not self.bounds.over:
            try:
                rows = leased_rows.dequeue_rows(self, most, full_groups | self.leases.handing_over)
            except Exception as problem:  # a border: without its frontier a run cannot go on, and says so
                self.abort(problem)
                break
            if not rows:
                break
            requests = [request for row in rows if (request := self._request_for(row)) is not None]
        return requests

    def count_waiting(self) -> int:
        """How many addresses of this run are due in the frontier, or wait in the scheduler; `MANY` and more
        stand for as many at least."""
        if time.monotonic() >= self._count_again_at:
            began = time.monotonic()
            self._due = self.store.read(
                lambda transaction: self.scope.count_due(transaction, datetime.now(UTC), MANY)
            )
            # Progress is shown twice a second.
            self._count_again_at = began + UNCOUNTED * (time.monotonic() - began)
        return self._due + self.scheduler.waiting()

    def max_in_flight(self, group: str) -> int:
        """How many requests of a throttle group Scrapy may hold."""
        return self.servers.throttle.at_once(group)

    def may_send(self, request: Request) -> bool:
        """Whether a request may go now."""
        return last_border.may_send(self, request)

    def postponed_until(self, address: str) -> datetime | None:
        """Until when an address has to wait for its servers."""
        if (until := self.servers.postponed_until(address)) is not None:
            self.scope.put_off(throttle_group(address))
        return until

    def waits_for_answer(self) -> bool:
        """Whether something is due so soon that the run waits for it."""
        soon = self.servers.answer_soon() or self.leases.has_to_wait
        return self.problem is None and not self.bounds.over and soon

    def engine_started(self) -> None:
        """Scrapy's signal: delays are kept in the downloader's slots, leases renewed from now on."""
        assert self.crawler.engine is not None
        self.servers.downloader = self.crawler.engine.downloader
        self._keeping = LoopingCall(self._keep_leases)
        self._keeping.start(self.leases.interval, now=False)

    def _keep_leases(self) -> None:
        if self.problem is None and self.finished is None:
            try:
                leased_rows.keep_leases(self)
                engine = self.crawler.engine
                if self.leases.has_to_wait and engine is not None and engine._slot is not None:
                    engine._slot.nextcall.schedule()  # Scrapy itself looks again every five seconds
            except Exception as problem:  # a border, as where rows are dequeued
                self.abort(problem)

    def may_ask(self, group: str) -> bool:
        """Whether a throttle group may be asked for something that is no row of it."""
        return leased_rows.may_ask(self, group)

    def parse(self, response: Response) -> Iterator[Outcome]:
        """Callback of every address that was dequeued: its outcome, or the request for its next page."""
        row = response.meta["row"]
        yield from self._settle(row, self._read(row, response))

    def _read(self, row: FrontierRow, response: Response) -> Iterator[Outcome]:
        one = classify_response.of_response(row, response, self.since)
        if 300 <= response.status < 400 or one.moved_to or one.verdict.state == "redirect":
            for target in filter(None, (one.moved_to, *(each.address for each in one.discoveries))):
                self.cookies.remember(response, target)
        if one.paging is not None and one.article is not None:
            yield from self._fetch_next_page(row, MultipageFetch(one))
        else:
            yield self._finish(row, one)

    def request_failed(self, failure: Failure) -> Iterator[Outcome]:
        """Errback of every address that was dequeued."""
        row = failure.request.meta["row"]  # type: ignore[attr-defined]  # Scrapy adds it
        yield from self._settle(row, self._fail(row, failure))

    def _fail(self, row: FrontierRow, failure: Failure) -> Iterator[Outcome]:
        if isinstance(failure.value, LeaseEnded):
            self._leave(row)
            return
        yield self._finish(row, classify_response.of_failure(row, failure))

    def _leave(self, row: FrontierRow) -> None:
        self.free_slot(row)
        last_border.put_back(self, row, datetime.now(UTC))

    def abort(self, problem: Exception) -> None:
        """The store or the archive cannot be written, or soon not: the run ends, the next one goes on."""
        self.problem = problem
        if self.crawler.engine is not None:
            deferred_from_coro(self.crawler.engine.close_spider_async(reason="problem"))

    def close_store(self, reason: str) -> None:
        """Scrapy's signal `spider_closed`."""
        self.finished = reason
        if self._keeping is not None:
            self._keeping.stop()
        close_run(self, reason)

    @property
    def ended_by(self) -> str:
        """Why nothing more is dequeued: `time`, `pages`, `visits`, `drained`, `others` (what is due, others
        have) or `nothing due`."""
        if self.bounds.over:
            return "time" if self.bounds.late else "pages"
        if self.worker is not None and (self.worker.drained or self.worker.visits.all_made):
            return "drained" if self.worker.drained else "visits"
        return "others" if self.leases.waits_for_others else "nothing due"

    def _finish(self, row: FrontierRow, one: Outcome) -> Outcome:
        group = throttle_group(row.address)
        self.free_slot(row)
        if self.worker is not None and not self.scheduler.is_busy(group):
            self.scheduler.expect_more()  # its visit may be over, and another one begin
        one = self.servers.judge(row, one)
        if one.verdict.excused:
            self.scope.put_off(group)
        once_more = one.moved_to or (one.verdict.state in ("failed", "empty") and not row.attempts)
        found = (*one.discoveries, one.stated) if one.stated else one.discoveries
        # What is kept may be due again at once, for what came is no revision of it (refetch_guard.py).
        again = once_more or not (row.first or row.attempts)
        self.scope.add([*([row.url] if again else ()), *(() if once_more else (each.url for each in found))])
        # The page of an edition lets its articles go, and a list that was read its next page.
        if found or once_more or one.verdict.state != "kept" or row.kind != "article":
            self.scheduler.expect_more()
        return one

    def _request_for(self, row: FrontierRow) -> Request | None:
        """The request for a row; None where its address can be no request, which is then its outcome."""
        try:
            request = request_for(row, row.address, self.parse, self.request_failed)
            self.cookies.give_back(request, row.address)
            make_conditional(request, row)
            return request
        except Exception as error:  # a border: a port of 99999, half an IPv6 address, and what else there is
            self.writer.add(classify_response.of_bad_address(row, error))
            return None
