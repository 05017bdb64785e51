"""An article of several pages: the first page has come, the others are fetched one after the other.

Its row stays `fetching` until the last of them has come or failed; then all responses and the joined article
are kept in one transaction. A run that dies before that begins again with the first page.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime

from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import reader
from crawler.items import Capture
from crawler.normalise import addresses
from crawler.outcomes.outcome import Outcome
from crawler.pages.multipage.collector import PageCollector
from crawler.spiders import classify_response
from crawler.spiders.addresses_found import location_of

log = logging.getLogger(__name__)
LARGEST = 20_000_000  # bytes of all its pages: they wait in memory for each other


class MultipageFetch:
    """Begun with the outcome of the first page; `next_address` says what to fetch until there is nothing."""

    def __init__(self, first: Outcome) -> None:
        assert first.article is not None
        assert first.paging is not None
        self._first = first
        self._collector = PageCollector(first.article, first.paging)
        self._captures: list[Capture] = []
        self._asked: str | None = None  # the page under way, as its pager names it
        self._tries = 0

    def next_address(self) -> str | None:
        """The address to fetch next. A page that could not be had is asked for once more."""
        if sum(len(one.body) for one in self._captures) > LARGEST:
            return None
        address = self._collector.next_address()
        if address != self._asked:
            self._asked, self._tries = address, 0
        return address

    def add_response(self, response: Response) -> str | None:
        """Adds the response for the page under way.

        Returns the address to fetch instead where it redirects to another one of the same page, else None.
        """
        assert self._asked is not None
        self._tries += 1
        if 300 <= response.status < 400:
            return self._redirected(response)
        if response.status not in (200, *classify_response.GONE):
            self._failed(f"HTTP {response.status}")
            return None
        capture = classify_response.capture_of(response, datetime.now(UTC))
        self._captures.append(capture)
        if response.status != 200:
            self._collector.mark_missing(self._asked, f"HTTP {response.status}")
            return None
        self._read(self._asked, capture)
        return None

    def add_failure(self, failure: Failure) -> None:
        """The request for the page under way got no response."""
        self._tries += 1
        self._failed(
            classify_response.of_failure(self._first.verdict.row, failure).verdict.reason or "no answer"
        )

    def refuse_address(self, error: Exception) -> None:
        """The page under way cannot be asked for: its address is none."""
        assert self._asked is not None
        self._collector.mark_missing(self._asked, f"its address cannot be asked for: {error}")

    def outcome(self) -> Outcome:
        """What all the pages came to."""
        problem = self._collector.problem()
        return replace(
            self._first,
            verdict=replace(self._first.verdict, reason=problem),
            article=self._collector.article(),
            later_captures=tuple(self._captures),
            ends_early=problem,
        )

    def outcome_without_rest(self, reason: str, until: datetime | None) -> Outcome:
        """What the pages so far came to: no more can be had now, and the article is due again at `until`."""
        assert self._asked is not None
        self._collector.mark_missing(self._asked, reason)
        one = self.outcome()
        return replace(one, verdict=replace(one.verdict, due_at=until))

    def _read(self, asked: str, capture: Capture) -> None:
        try:
            self._collector.add_page(asked, reader.read(capture, self._collector.root))
        except Exception as error:  # a border: the article is kept without this page, the crawl goes on
            log.exception("reading %s failed", capture.url)
            self._collector.mark_missing(asked, f"reading it failed: {type(error).__name__}: {error}")

    def _redirected(self, response: Response) -> str | None:
        """The same page at https, say; whatever else an answer leads to is no page of this article."""
        assert self._asked is not None
        target = addresses.absolute(response.url, location_of(response))
        same = target is not None and addresses.normalised(target) == addresses.normalised(self._asked)
        if same and target != response.url and self._tries <= 2:
            return target
        self._collector.mark_missing(self._asked, f"redirects to {target}")
        return None

    def _failed(self, reason: str) -> None:
        assert self._asked is not None
        if self._tries > 1:
            self._collector.mark_missing(self._asked, reason)
