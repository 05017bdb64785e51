"""The one spider: dequeues due addresses from the store, reads what comes, hands it on to be kept.

scrapy crawl articles -a site=hbtv            as a Scrapy project
shengmei crawl hbtv                           the same, with progress and exit codes
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request, signals
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.archive import Archive
from crawler.disk_space import ensure_room
from crawler.edition_items import EditionState
from crawler.outcomes import Outcome
from crawler.pipelines import OutcomeWriter
from crawler.spiders import classify_response
from crawler.spiders.arguments import asked_for, chosen_sites, day, edition_days, read_addresses
from crawler.spiders.bounds import Bounds
from crawler.spiders.lock import Lock
from crawler.spiders.multipage import MultipageFetch
from crawler.spiders.multipage_requests import MultipageRequests
from crawler.spiders.politeness.servers import Servers
from crawler.spiders.politeness.throttle_groups import download_settings, throttle_group
from crawler.spiders.redirect_cookies import RedirectCookies
from crawler.spiders.requests import make_conditional, request_for
from crawler.spiders.run_store import close_run, open_run
from crawler.spiders.scope import AddressScope, CrawlScope
from crawler.spiders.site_scopes import DueScope, scope_of
from crawler.store import FrontierRow, Store
from shengmei.config import Config, load

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


log = logging.getLogger(__name__)


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
    lock: Lock
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
        self.servers = Servers(self.config.delay)
        self.problem: Exception | None = None
        self.finished: str | None = None  # Scrapy's reason; None until the spider has closed
        self.nothing_due_at: datetime | None = None  # when the frontier had nothing to give, until it has
        self.strange_time: str | None = None  # what is wrong with the clock, in words
        self.still_due = 0
        self.editions: tuple[EditionState, ...] = ()  # of newspapers, that the run asked for
        self.next_due: str | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> ArticlesSpider:
        spider = super().from_crawler(crawler, *args, **kwargs)
        for name, value in download_settings(spider.config.delay).items():
            crawler.settings.set(name, value, priority="cmdline")
        open_run(spider)
        crawler.signals.connect(spider.close_store, signals.spider_closed)
        crawler.signals.connect(spider.connect_downloader, signals.engine_started)
        crawler.signals.connect(spider.request_sent, signals.request_reached_downloader)
        crawler.signals.connect(spider.servers.request_sent, signals.request_reached_downloader)
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
                rows = self._dequeue_rows(most, full_groups)
            except Exception as problem:  # a border: without its frontier a run cannot go on, and says so
                self.abort(problem)
                break
            if not rows:
                break
            requests = [request for row in rows if (request := self._request_for(row)) is not None]
        return requests

    def _dequeue_rows(self, most: int, full_groups: set[str]) -> list[FrontierRow]:
        self.writer.flush()
        ensure_room(self.config.data, self.config.keep_free)
        now = datetime.now(UTC)
        with self.store.writing() as transaction:
            self.servers.save(transaction)
            most = self.bounds.at_most(most)
            rows = self.scope.dequeue(transaction, most, full_groups, now, self._postponed_until)
        self.nothing_due_at = None if rows or full_groups else now
        self.bounds.take(len(rows))
        return rows

    def count_waiting(self) -> int:
        """How many addresses of this run are due in the frontier, or wait in the scheduler."""
        with self.store.reading() as transaction:
            return self.scope.count_due(transaction, datetime.now(UTC)) + self.scheduler.waiting()

    def max_in_flight(self, group: str) -> int:
        """How many requests of a throttle group Scrapy may hold."""
        return self.servers.throttle.at_once(group)

    def may_send(self, request: Request) -> bool:
        """Whether a request may go now; the row of one that may not is put back."""
        row: FrontierRow = request.meta["row"]
        if "multipage_fetch" in request.meta:
            return True
        until = datetime.now(UTC) if self.bounds.late else self._postponed_until(row.address)
        if until is None:
            return True
        try:
            with self.store.writing() as transaction:
                transaction.frontier.put_back([row], until)
        except Exception as problem:  # a border, as where rows are dequeued
            self.abort(problem)
        self.bounds.take(-1)
        return False

    def _postponed_until(self, address: str) -> datetime | None:
        if (until := self.servers.postponed_until(address)) is not None:
            self.scope.put_off(address)
        return until

    def waits_for_answer(self) -> bool:
        """Whether something is due so soon that the run waits for it."""
        return self.problem is None and not self.bounds.over and self.servers.answer_soon()

    def connect_downloader(self) -> None:
        """Scrapy's signal `engine_started`: delays are kept in the downloader's slots."""
        assert self.crawler.engine is not None
        self.servers.downloader = self.crawler.engine.downloader

    def request_sent(self, request: Request) -> None:
        """Counts an attempt for an address; the later pages of an article are part of its first one's."""
        if (row := request.meta.get("row")) and "multipage_fetch" not in request.meta:
            self.writer.request_sent(row.url)

    def parse(self, response: Response) -> Iterator[Outcome]:
        """Callback of every address that was dequeued: its outcome, or the request for its next page."""
        row = response.meta["row"]
        yield from self._settle(row, self._read(row, response))

    def _read(self, row: FrontierRow, response: Response) -> Iterator[Outcome]:
        one = classify_response.of_response(row, response, self.since)
        if 300 <= response.status < 400:
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
        yield self._finish(row, classify_response.of_failure(row, failure))

    def abort(self, problem: Exception) -> None:
        """The store or the archive cannot be written, or soon not: the run ends, the next one goes on."""
        self.problem = problem
        if self.crawler.engine is not None:
            self.crawler.engine.close_spider(self, "problem")

    def close_store(self, reason: str) -> None:
        """Scrapy's signal `spider_closed`."""
        self.finished = reason
        close_run(self, reason)

    def _finish(self, row: FrontierRow, one: Outcome) -> Outcome:
        self.scheduler.release_slot(throttle_group(row.address))
        one = self.servers.judge(row, one)
        if one.verdict.excused:
            self.scope.put_off(row.address)
        once_more = one.moved_to or (one.verdict.state in ("failed", "empty") and not row.attempts)
        found = (*one.discoveries, one.stated) if one.stated else one.discoveries
        self.scope.add([row.url] if once_more else [each.url for each in found])
        return one

    def _request_for(self, row: FrontierRow) -> Request | None:
        """The request for a row; None where its address can be no request, which is then its outcome."""
        try:
            request = request_for(row, row.address, self.parse, self.request_failed)
            request.headers.update(self.cookies.headers_for(row.address))
            make_conditional(request, row)
            return request
        except Exception as error:  # a border: a port of 99999, half an IPv6 address, and what else there is
            self.writer.add(classify_response.of_bad_address(row, error))
            return None
