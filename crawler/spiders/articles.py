"""The one spider: dequeues due addresses from the store, reads what comes, hands it on to be kept.

scrapy crawl articles -a site=hbtv            as a Scrapy project
shengmei crawl hbtv                           the same, with progress and exit codes
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider, signals
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.archive import Archive
from crawler.pipelines import Keeper, Outcome
from crawler.spiders import outcome
from crawler.spiders.arguments import chosen_sites, day, read_addresses, whole_number
from crawler.spiders.lock import Lock
from crawler.spiders.multipage import MultipageFetch
from crawler.spiders.politeness import AT_ONCE, download_settings, is_loopback, throttle_group
from crawler.spiders.scope import Addresses, Scope, Sites
from crawler.store import Row, Store
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
        "ITEM_PIPELINES": {"crawler.pipelines.KeepPipeline": 1},
    }
    scheduler: FrontierScheduler
    keeper: Keeper

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
        self.scope: Scope = Sites(self.sites) if site else Addresses(named, self.sites)
        self.problem: Exception | None = None
        self.finished: str | None = None  # Scrapy's reason; None until the spider has closed
        self.left_over = 0
        self.next_due: str | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> ArticlesSpider:
        spider = super().from_crawler(crawler, *args, **kwargs)
        for name, value in download_settings(spider.config.delay).items():
            crawler.settings.set(name, value, priority="cmdline")
        spider.open_store()
        crawler.signals.connect(spider.closed_down, signals.spider_closed)
        crawler.signals.connect(spider.sent, signals.request_reached_downloader)
        return spider

    def open_store(self) -> None:
        """Takes the data directory for this run: one crawl at a time, and what a dead run had dequeued is due
        again. Raises `Problem`."""
        self.store = Store.open(self.config.store_path, create=True)
        self.lock = Lock(self.config.data / "crawl.lock")
        now = datetime.now(UTC)
        with self.store.writing() as transaction:
            transaction.frontier.release()
            self.scope.begin(transaction, now)
            ends = transaction.articles.archive_ends()
        self.archive = Archive(self.config.archive_path, ends)
        self.keeper = Keeper(self.store, self.archive, call_later, self.fail)

    async def start(self) -> AsyncIterator[Any]:
        """Nothing to start from here: the scheduler dequeues from the store."""
        return
        yield

    def dequeue(self, most: int, full_groups: set[str]) -> list[Request]:
        """Due addresses as requests; what was collected is written first, for it may hold new ones."""
        if self.problem is not None or self.pages_left == 0:
            return []
        self.keeper.flush()
        if self.pages_left is not None:
            most = min(most, self.pages_left)
        now = datetime.now(UTC)
        with self.store.writing() as transaction:
            rows = self.scope.dequeue(transaction, most, full_groups, now)
        if self.pages_left is not None:
            self.pages_left -= len(rows)
        return [self._request(row) for row in rows]

    def left(self) -> int:
        """How many addresses of this run are due and not dequeued yet, or dequeued and not sent."""
        with self.store.reading() as transaction:
            return self.scope.left(transaction, datetime.now(UTC)) + self.scheduler.waiting()

    def most_at_once(self, group: str) -> int:
        """How many requests of a throttle group may be under way: one, and one waiting its delay out."""
        return AT_ONCE if is_loopback(group) or not self.config.delay else 2

    def sent(self, request: Request) -> None:
        if (row := request.meta.get("row")) and "gathered" not in request.meta:
            self.keeper.sent(row.url)

    def answered(self, response: Response) -> Iterator[Outcome]:
        row = response.meta["row"]
        one = outcome.of_response(row, response, self.since)
        if one.paging is not None and one.article is not None:
            yield from self._gather(row, MultipageFetch(one))
        else:
            yield self._finished(row, one)

    def unanswered(self, failure: Failure) -> Iterator[Outcome]:
        row = failure.request.meta["row"]  # type: ignore[attr-defined]  # Scrapy adds it
        yield self._finished(row, outcome.of_failure(row, failure))

    def further_answered(self, response: Response) -> Iterator[Outcome]:
        """A further page of an article has come."""
        gathered: MultipageFetch = response.meta["gathered"]
        yield from self._gather(response.meta["row"], gathered, gathered.answered(response))

    def further_unanswered(self, failure: Failure) -> Iterator[Outcome]:
        meta = failure.request.meta  # type: ignore[attr-defined]  # Scrapy adds it
        meta["gathered"].unanswered(failure)
        yield from self._gather(meta["row"], meta["gathered"])

    def fail(self, problem: Exception) -> None:
        """The store or the archive cannot be written: the run ends, and the next one goes on from there."""
        self.problem = problem
        if self.crawler.engine is not None:
            self.crawler.engine.close_spider(self, "problem")

    def closed_down(self, reason: str) -> None:
        """Writes the rest, and gives back what was dequeued and came to no outcome."""
        self.finished = reason
        self.keeper.flush()
        self.archive.close()
        if self.problem is None:
            with self.store.writing() as transaction:
                transaction.frontier.release()
                self.left_over = self.scope.left(transaction, datetime.now(UTC))
                self.next_due = transaction.frontier.next_due([site.id for site in self.sites])
        self.store.close()
        self.lock.release()

    def _gather(self, row: Row, gathered: MultipageFetch, address: str | None = None) -> Iterator[Outcome]:
        """Asks for the article's next page, in the row's own turn; its outcome, when there is none."""
        address = address or gathered.wanted()
        if address is None:
            yield self._finished(row, gathered.outcome())
            return
        self.scheduler.release_slot(throttle_group(row.address))
        self.scheduler.follow(
            Request(
                address,
                callback=self.further_answered,
                errback=self.further_unanswered,
                meta={"row": row, "download_slot": throttle_group(row.address), "gathered": gathered},
                dont_filter=True,
            )
        )

    def _finished(self, row: Row, one: Outcome) -> Outcome:
        self.scheduler.release_slot(throttle_group(row.address))
        once_more = one.moved_to or (one.verdict.state in ("failed", "empty") and not row.attempts)
        self.scope.led_to([row.url] if once_more else [each.url for each in one.found])
        return one

    def _request(self, row: Row) -> Request:
        return Request(
            row.address,
            callback=self.answered,
            errback=self.unanswered,
            meta={"row": row, "download_slot": throttle_group(row.address)},
            dont_filter=True,
        )


def call_later(seconds: float, call: Callable[[], None]) -> object:
    # Importing the reactor installs it: not before Scrapy has chosen one.
    from twisted.internet import reactor

    return reactor.callLater(seconds, call)  # type: ignore[arg-type]
