"""An article of several pages on its way: its first page has come, the others are asked for one by one.

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
from crawler.pages.multipage.collector import PageCollector
from crawler.pipelines import Outcome
from crawler.spiders import outcome

log = logging.getLogger(__name__)
LARGEST = 20_000_000  # bytes of all its pages: they wait in memory for each other


class MultipageFetch:
    """Begun with the outcome of the first page; `wanted` names what to ask for until there is nothing."""

    def __init__(self, first: Outcome) -> None:
        assert first.article is not None
        assert first.paging is not None
        self._first = first
        self._gathering = PageCollector(first.article, first.paging)
        self._captures: list[Capture] = []
        self._asked: str | None = None  # the page under way, as its pager names it
        self._tries = 0

    def wanted(self) -> str | None:
        """The address to fetch next. A page that could not be had is asked for once more."""
        if sum(len(one.body) for one in self._captures) > LARGEST:
            return None
        wanted = self._gathering.wanted()
        if wanted != self._asked:
            self._asked, self._tries = wanted, 0
        return wanted

    def answered(self, response: Response) -> str | None:
        """Takes the answer for the page under way; gives the address where it is to be had instead."""
        assert self._asked is not None
        self._tries += 1
        if 300 <= response.status < 400:
            return self._redirected(response)
        if response.status not in (200, *outcome.GONE):
            self._failed(f"HTTP {response.status}")
            return None
        capture = outcome.capture_of(response, datetime.now(UTC))
        self._captures.append(capture)
        if response.status != 200:
            self._gathering.add_missing(self._asked, f"HTTP {response.status}")
            return None
        self._read(self._asked, capture)
        return None

    def unanswered(self, failure: Failure) -> None:
        """The page under way got no answer."""
        self._tries += 1
        self._failed(outcome.of_failure(self._first.verdict.row, failure).verdict.reason or "no answer")

    def outcome(self) -> Outcome:
        """What all the pages came to."""
        problem = self._gathering.problem()
        return replace(
            self._first,
            verdict=replace(self._first.verdict, reason=problem),
            article=self._gathering.article(),
            further=tuple(self._captures),
            early=problem,
        )

    def _read(self, asked: str, capture: Capture) -> None:
        try:
            self._gathering.add_page(asked, reader.read(capture, self._gathering.root))
        except Exception as error:  # a border: the article is kept without this page, the crawl goes on
            log.exception("reading %s failed", capture.url)
            self._gathering.add_missing(asked, f"reading it failed: {type(error).__name__}: {error}")

    def _redirected(self, response: Response) -> str | None:
        """The same page at https, say; whatever else an answer leads to is no page of this article."""
        assert self._asked is not None
        target = addresses.absolute(response.url, outcome.location_of(response))
        same = target is not None and addresses.canonical(target) == addresses.canonical(self._asked)
        if same and target != response.url and self._tries <= 2:
            return target
        self._gathering.add_missing(self._asked, f"redirects to {target}")
        return None

    def _failed(self, reason: str) -> None:
        assert self._asked is not None
        if self._tries > 1:
            self._gathering.add_missing(self._asked, reason)
