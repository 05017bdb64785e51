"""The scope of a crawl: whole sites, or a list of addresses."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Protocol

from crawler.site import Site
from crawler.spiders.politeness import throttle_group
from crawler.store import Discovery, FrontierRow, Transaction


class CrawlScope(Protocol):
    """Where a run's addresses come from."""

    def begin(self, transaction: Transaction, at: datetime) -> None:
        """Writes the addresses that the run starts from to the frontier."""

    def dequeue(self, transaction: Transaction, most: int, skip: set[str], at: datetime) -> list[FrontierRow]:
        """At most `most` due rows, none of the throttle groups in `skip`."""

    def add(self, urls: Sequence[str]) -> None:
        """Takes in canonical addresses that pages redirect to, or that are to be tried once more."""

    def count_due(self, transaction: Transaction, at: datetime) -> int:
        """How many addresses are due and not dequeued."""


class SiteScope:
    """Everything that is due of some sites."""

    def __init__(self, sites: Sequence[Site]) -> None:
        self._sites = deque(sites)

    def begin(self, transaction: Transaction, at: datetime) -> None:
        for site in self._sites:
            transaction.articles.record_site(facts(site))
            starts = [
                Discovery(url=site.canonical(url), address=url, site=site.id, kind="list")
                for url in site.lists
            ]
            transaction.frontier.discover(starts, at)

    def dequeue(self, transaction: Transaction, most: int, skip: set[str], at: datetime) -> list[FrontierRow]:
        self._sites.rotate(-1)  # so that each site comes first in turn, where there is not one row for each
        ready = [site.id for site in self._sites if throttle_group(site.lists[0]) not in skip]
        each = max(1, most // max(1, len(ready)))
        rows: list[FrontierRow] = []
        for site in ready:
            rows += transaction.frontier.dequeue(site, min(each, most - len(rows)), at)
        return rows

    def add(self, urls: Sequence[str]) -> None:
        """Nothing to do: they belong to the same sites, whose due rows are dequeued anyway."""

    def count_due(self, transaction: Transaction, at: datetime) -> int:
        return transaction.frontier.due([site.id for site in self._sites], at)


class AddressScope:
    """Addresses that somebody named, in their order, and what they redirect to on the same site."""

    def __init__(self, discoveries: Sequence[Discovery], sites: Sequence[Site]) -> None:
        self._discoveries = discoveries
        self._sites = sites
        self._named = _turns(discoveries)
        self._urls = deque(self._named)

    def begin(self, transaction: Transaction, at: datetime) -> None:
        for site in self._sites:
            transaction.articles.record_site(facts(site))
        transaction.frontier.discover(self._discoveries, at)
        self._urls.extend(transaction.frontier.redirect_targets(list(self._urls)))

    def dequeue(self, transaction: Transaction, most: int, skip: set[str], at: datetime) -> list[FrontierRow]:  # noqa: ARG002
        dequeued: list[FrontierRow] = []
        while self._urls and len(dequeued) < most:
            room = most - len(dequeued)  # some of the first may not be due
            some = [self._urls.popleft() for _ in range(min(room, len(self._urls)))]
            dequeued += transaction.frontier.dequeue_urls(some, at)
        return dequeued

    def add(self, urls: Sequence[str]) -> None:
        self._urls.extend(urls)
        self._named.extend(urls)

    def count_due(self, transaction: Transaction, at: datetime) -> int:
        return transaction.frontier.count_due(self._named, at)


def _turns(discoveries: Sequence[Discovery]) -> list[str]:
    """The addresses, each once, so that the sites take turns and none keeps the others waiting."""
    by_site: dict[str, dict[str, None]] = {}
    for one in discoveries:
        by_site.setdefault(one.site, {})[one.url] = None
    return [url for turn in zip_longest(*by_site.values()) for url in turn if url is not None]


def facts(site: Site) -> dict[str, str | None]:
    """What the store writes down of an outlet."""
    return {name: getattr(site, name) for name in ("id", "name", "province", "city", "organisation")}
