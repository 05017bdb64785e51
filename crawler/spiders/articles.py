"""The one spider: dequeues due addresses from the store, reads what comes, hands it on to be kept.

scrapy crawl articles -a site=hbtv            as a Scrapy project
shengmei crawl hbtv                           the same, with progress and exit codes
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import scrapy
from scrapy import Request, Spider, signals
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.archive import Archive
from crawler.archive_removal import finish_removals
from crawler.outcomes import Outcome
from crawler.pipelines import OutcomeWriter
from crawler.spiders import classify_response
from crawler.spiders.arguments import chosen_sites, day, read_addresses, whole_number
from crawler.spiders.lock import Lock
from crawler.spiders.multipage import MultipageFetch
from crawler.spiders.politeness import AT_ONCE, download_settings, is_loopback, throttle_group
from crawler.spiders.redirect_cookies import RedirectCookies
from crawler.spiders.scope import AddressScope, CrawlScope, SiteScope
from crawler.store import FrontierRow, Store, StoreError, Transaction
from shengmei.config import Config, load

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.spiders.scheduler import FrontierScheduler


class ArticlesSpider(Spider):
    """Arguments: `site` (ids, separated by commas) or `urls` (a file, an address a line); `max_pages`;
    `since`, a day `2021-05-01`: what lists date before it is left out."""

    name = "articles"
    custom_settings = {  # noqa: RUF012 (Scrapy's interface)
        # Here, not in the settings of the project: `scrapy shell` has no frontier.
        "SCHEDULER": "crawler.spiders.scheduler.FrontierScheduler",
        "ITEM_PIPELINES": {"crawler.pipelines.StorePipeline": 1},
    }
    scheduler: FrontierScheduler
    writer: OutcomeWriter

    def __init__(
        self,
        site: str | None = None,
        urls: str | None = None,
        max_pages: str | int | None = None,
        since: str | None = None,
        config: Config | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.config = config or load({})
        self.since = day(since)
        self.pages_left = whole_number(max_pages)
        named = read_addresses(urls)
        self.sites = chosen_sites(site, named)
        bounds = {"--max-pages": max_pages, "--since": since}
        self.asked = " ".join(
            [site or f"{len(named)} addresses", *(f"{k} {v}" for k, v in bounds.items() if v)]
        )
        self.cookies = RedirectCookies()
        self.scope: CrawlScope = SiteScope(self.sites) if site else AddressScope(named, self.sites)
        self.problem: Exception | None = None
        self.finished: str | None = None  # Scrapy's reason; None until the spider has closed
        self.still_due = 0
        self.next_due: str | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> ArticlesSpider:
        spider = super().from_crawler(crawler, *args, **kwargs)
        for name, value in download_settings(spider.config.delay).items():
            crawler.settings.set(name, value, priority="cmdline")
        spider.open_store()
        crawler.signals.connect(spider.close_store, signals.spider_closed)
        crawler.signals.connect(spider.request_sent, signals.request_reached_downloader)
        return spider

    def open_store(self) -> None:
        """Opens the data directory for this run, one crawl at a time; what a dead run had dequeued is due
        again. Raises `Problem`."""
        self.store = Store.open(self.config.store_path, create=True)
        self.lock = Lock(self.config.data / "crawl.lock")
        finish_removals(self.store, self.config.archive_path)  # before anything is written behind it
        now = datetime.now(UTC)
        with self.store.writing() as transaction:
            transaction.frontier.release()
            self.scope.begin(transaction, now)
            ends = transaction.articles.archive_ends()
            transaction.runs.end_dead(now)
            run = transaction.runs.begin(self.asked, f"Scrapy {scrapy.__version__}", now)
        self.archive = Archive(self.config.archive_path, ends)
        self.writer = OutcomeWriter(self.store, self.archive, call_later, self.abort)
        self.writer.run = run

    async def start(self) -> AsyncIterator[Any]:
        """Nothing to start from here: the scheduler dequeues from the store."""
        return
        yield

    def dequeue(self, most: int, full_groups: set[str]) -> list[Request]:
        """Due addresses as requests; what was collected is written first, for it may hold new ones."""
        if self.problem is not None or (self.pages_left is not None and self.pages_left <= 0):
            return []
        self.writer.flush()
        if self.pages_left is not None:
            most = min(most, self.pages_left)
        now = datetime.now(UTC)
        with self.store.writing() as transaction:
            rows = self.scope.dequeue(transaction, most, full_groups, now)
        if self.pages_left is not None:
            self.pages_left -= len(rows)
        return [self._request(row) for row in rows]

    def count_waiting(self) -> int:
        """How many addresses of this run are due in the frontier, or wait in the scheduler."""
        with self.store.reading() as transaction:
            return self.scope.count_due(transaction, datetime.now(UTC)) + self.scheduler.waiting()

    def max_in_flight(self, group: str) -> int:
        """How many requests of a throttle group Scrapy may hold: one in the air, and one waiting for its
        delay to pass."""
        return AT_ONCE if is_loopback(group) or not self.config.delay else 2

    def request_sent(self, request: Request) -> None:
        """Counts an attempt for an address; the later pages of an article are part of its first one's."""
        if (row := request.meta.get("row")) and "multipage_fetch" not in request.meta:
            self.writer.request_sent(row.url)

    def parse(self, response: Response) -> Iterator[Outcome]:
        """Callback of every address that was dequeued: its outcome, or the request for its next page."""
        row = response.meta["row"]
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
        yield self._finish(row, classify_response.of_failure(row, failure))

    def parse_later_page(self, response: Response) -> Iterator[Outcome]:
        """Callback of a later page of an article."""
        fetch: MultipageFetch = response.meta["multipage_fetch"]
        yield from self._fetch_next_page(response.meta["row"], fetch, fetch.add_response(response))

    def later_page_failed(self, failure: Failure) -> Iterator[Outcome]:
        """Errback of a later page of an article."""
        meta = failure.request.meta  # type: ignore[attr-defined]  # Scrapy adds it
        meta["multipage_fetch"].add_failure(failure)
        yield from self._fetch_next_page(meta["row"], meta["multipage_fetch"])

    def abort(self, problem: Exception) -> None:
        """The store or the archive cannot be written: the run ends, and the next one goes on from there."""
        self.problem = problem
        if self.crawler.engine is not None:
            self.crawler.engine.close_spider(self, "problem")

    def close_store(self, reason: str) -> None:
        """Writes what is collected, and makes due again what was dequeued and has no outcome."""
        self.finished = reason
        self.writer.finish()
        self.archive.close()
        with suppress(StoreError) if self.problem else nullcontext(), self.store.writing() as transaction:
            self._write_end(transaction, reason)
        if self.problem is None:
            with self.store.writing() as transaction:
                transaction.frontier.release()
                self.still_due = self.scope.count_due(transaction, datetime.now(UTC))
                self.next_due = transaction.frontier.next_due([site.id for site in self.sites])
        self.store.close()
        self.lock.release()

    def _write_end(self, transaction: Transaction, reason: str) -> None:
        """Writes down that the run has ended, and why."""
        said = (
            f"problem: {self.problem}" if self.problem else "interrupted" if reason == "shutdown" else reason
        )
        if self.writer.run is not None:
            transaction.runs.end(self.writer.run, said, datetime.now(UTC))

    def _fetch_next_page(
        self, row: FrontierRow, fetch: MultipageFetch, address: str | None = None
    ) -> Iterator[Outcome]:
        """Requests the article's next page in the slot of its row; yields the outcome when there is none."""
        address = address or fetch.next_address()
        if address is None:
            yield self._finish(row, fetch.outcome())
            return
        self.scheduler.release_slot(throttle_group(row.address))
        self.scheduler.follow(
            Request(
                address,
                callback=self.parse_later_page,
                errback=self.later_page_failed,
                meta={"row": row, "download_slot": throttle_group(row.address), "multipage_fetch": fetch},
                dont_filter=True,
            )
        )

    def _finish(self, row: FrontierRow, one: Outcome) -> Outcome:
        self.scheduler.release_slot(throttle_group(row.address))
        once_more = one.moved_to or (one.verdict.state in ("failed", "empty") and not row.attempts)
        found = (*one.discoveries, one.stated) if one.stated else one.discoveries
        self.scope.add([row.url] if once_more else [each.url for each in found])
        return one

    def _request(self, row: FrontierRow) -> Request:
        return Request(
            row.address,
            callback=self.parse,
            errback=self.request_failed,
            headers=self.cookies.headers_for(row.address),
            meta={"row": row, "download_slot": throttle_group(row.address)},
            dont_filter=True,
        )


def call_later(seconds: float, call: Callable[[], None]) -> object:
    # Importing the reactor installs it: not before Scrapy has chosen one.
    from twisted.internet import reactor

    return reactor.callLater(seconds, call)  # type: ignore[arg-type]
