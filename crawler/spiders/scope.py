"""What a run is about: whole sites, or a list of addresses."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Protocol

from crawler.site import Site
from crawler.spiders.politeness import throttle_group
from crawler.store import Found, Row, Transaction


class Scope(Protocol):
    """Where a run's addresses come from."""

    def begin(self, transaction: Transaction, at: datetime) -> None:
        """Writes down where the run starts from."""

    def dequeue(self, transaction: Transaction, most: int, skip: set[str], at: datetime) -> list[Row]:
        """At most `most` due rows, none of the throttle groups in `skip`."""

    def led_to(self, urls: Sequence[str]) -> None:
        """Addresses that pages of this run led to by a redirect, or that are to be tried once more."""

    def left(self, transaction: Transaction, at: datetime) -> int:
        """How many addresses are due and not dequeued."""


class Sites:
    """Everything that is due of some sites."""

    def __init__(self, sites: Sequence[Site]) -> None:
        self._sites = sites

    def begin(self, transaction: Transaction, at: datetime) -> None:
        for site in self._sites:
            transaction.articles.know_site(facts(site))
            starts = [
                Found(url=site.canonical(url), address=url, site=site.id, kind="list") for url in site.lists
            ]
            transaction.frontier.discover(starts, at)

    def dequeue(self, transaction: Transaction, most: int, skip: set[str], at: datetime) -> list[Row]:
        ready = [site.id for site in self._sites if throttle_group(site.lists[0]) not in skip]
        each = max(1, most // max(1, len(ready)))
        return [row for site in ready for row in transaction.frontier.dequeue(site, each, at)]

    def led_to(self, urls: Sequence[str]) -> None:
        """They belong to the same sites, so they are dequeued like any other."""

    def left(self, transaction: Transaction, at: datetime) -> int:
        return transaction.frontier.due([site.id for site in self._sites], at)


class Addresses:
    """Addresses that somebody named, in their order, and what they redirect to on the same site."""

    def __init__(self, found: Sequence[Found], sites: Sequence[Site]) -> None:
        self._found = found
        self._sites = sites
        self._named = _turns(found)
        self._urls = deque(self._named)

    def begin(self, transaction: Transaction, at: datetime) -> None:
        for site in self._sites:
            transaction.articles.know_site(facts(site))
        transaction.frontier.discover(self._found, at)
        self._urls.extend(transaction.frontier.led_to(list(self._urls)))

    def dequeue(self, transaction: Transaction, most: int, skip: set[str], at: datetime) -> list[Row]:  # noqa: ARG002
        dequeued: list[Row] = []
        while self._urls and len(dequeued) < most:
            some = [self._urls.popleft() for _ in range(min(most, len(self._urls)))]
            dequeued += transaction.frontier.dequeue_urls(some, at)
        return dequeued

    def led_to(self, urls: Sequence[str]) -> None:
        self._urls.extend(urls)
        self._named.extend(urls)

    def left(self, transaction: Transaction, at: datetime) -> int:
        return transaction.frontier.count_due(self._named, at)


def _turns(found: Sequence[Found]) -> list[str]:
    """The addresses, each once, so that the sites take turns and none keeps the others waiting."""
    by_site: dict[str, dict[str, None]] = {}
    for one in found:
        by_site.setdefault(one.site, {})[one.url] = None
    return [url for turn in zip_longest(*by_site.values()) for url in turn if url is not None]


def facts(site: Site) -> dict[str, str | None]:
    """What the store writes down of an outlet."""
    return {name: getattr(site, name) for name in ("id", "name", "province", "city", "organisation")}
