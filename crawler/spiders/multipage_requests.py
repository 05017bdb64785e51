"""The requests for the later pages of an article, in the turn of its row."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from scrapy import Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.outcomes.outcome import Outcome
from crawler.spiders import classify_response
from crawler.spiders.multipage import MultipageFetch
from crawler.spiders.politeness.group_leases import LeaseEnded
from crawler.spiders.politeness.server_state import Servers
from crawler.spiders.politeness.statuses import trouble_of_status
from crawler.spiders.politeness.throttle_groups import throttle_group
from crawler.spiders.requests import request_for
from crawler.store import FrontierRow

if TYPE_CHECKING:
    from crawler.spiders.scheduler import FrontierScheduler

log = logging.getLogger(__name__)


class MultipageRequests(Spider):
    """The part of the spider that knows of them."""

    scheduler: FrontierScheduler
    servers: Servers

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.sent: set[str] = set()  # canonical addresses whose requests are under way

    def free_slot(self, row: FrontierRow) -> None:
        """The request of a row is under way no longer; said once more, nothing happens."""
        if row.url in self.sent:
            self.sent.discard(row.url)
            self.scheduler.release_slot(throttle_group(row.address))

    def _finish(self, row: FrontierRow, one: Outcome) -> Outcome:
        """The outcome of a row, whose slot is free from now on."""
        raise NotImplementedError

    def _leave(self, row: FrontierRow) -> None:
        """A row comes to no outcome: it may not be fetched by this crawl any more."""
        raise NotImplementedError

    def _settle(self, row: FrontierRow, steps: Iterator[Outcome]) -> Iterator[Outcome]:
        """The outcomes; a fault on the way to one is an outcome too. Without one the row would stay
        `fetching`, and its slot taken, until the run ends."""
        try:
            yield from steps
        except Exception as error:  # a border: the row is kept with its problem, the crawl goes on
            log.exception("settling %s failed", row.address)
            yield self._finish(row, classify_response.of_fault(row, error))

    def parse_later_page(self, response: Response) -> Iterator[Outcome]:
        """Callback of a later page of an article."""
        yield from self._settle(response.meta["row"], self._read_later_page(response))

    def _read_later_page(self, response: Response) -> Iterator[Outcome]:
        fetch: MultipageFetch = response.meta["multipage_fetch"]
        row: FrontierRow = response.meta["row"]
        if trouble_of_status(response.status) == "busy":
            # No further page: the article ends here until the platform may be asked again.
            busy = classify_response.of_response(row, response)
            until = self.servers.judge(row, busy).verdict.due_at
            yield self._finish(row, fetch.outcome_without_rest(f"HTTP {response.status}", until))
            return
        yield from self._fetch_next_page(row, fetch, fetch.add_response(response))

    def later_page_failed(self, failure: Failure) -> Iterator[Outcome]:
        """Errback of a later page of an article."""
        yield from self._settle(failure.request.meta["row"], self._fail_later_page(failure))  # type: ignore[attr-defined]

    def _fail_later_page(self, failure: Failure) -> Iterator[Outcome]:
        meta = failure.request.meta  # type: ignore[attr-defined]  # Scrapy adds it
        if isinstance(failure.value, LeaseEnded):
            self._leave(meta["row"])
            return
        meta["multipage_fetch"].add_failure(failure)
        yield from self._fetch_next_page(meta["row"], meta["multipage_fetch"])

    def _fetch_next_page(
        self, row: FrontierRow, fetch: MultipageFetch, address: str | None = None
    ) -> Iterator[Outcome]:
        """Requests the article's next page in the slot of its row; yields the outcome when there is none."""
        while (address := address or fetch.next_address()) is not None:
            try:
                request = request_for(
                    row, address, self.parse_later_page, self.later_page_failed, multipage_fetch=fetch
                )
            except Exception as error:  # a border, as for the first page
                fetch.refuse_address(error)
                address = None
                continue
            self.free_slot(row)
            self.scheduler.follow(request)
            return
        yield self._finish(row, fetch.outcome())
