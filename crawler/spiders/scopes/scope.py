"""The scope of a crawl: whole sites, whatever is due, or a list of addresses."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Protocol

from crawler import registry
from crawler.edition_items import EditionState
from crawler.site import Site
from crawler.spiders.politeness.throttle_groups import throttle_group
from crawler.store import Discovery, FrontierRow, Transaction

A_FEW = (
    4  # rows of a site at a time while a list of it is due, so that what it brings has its share of the turns
)
Postponed = Callable[[str], datetime | None]  # until when an address has to wait for its servers
# How many rows of a throttle group, of which something is due, this crawl may dequeue; 0: it is another's.
Take = Callable[[str], int]


class CrawlScope(Protocol):
    """Where a run's addresses come from."""

    def begin(self, transaction: Transaction, at: datetime) -> None:
        """Writes the addresses that the run starts from to the frontier."""

    def dequeue(
        self,
        transaction: Transaction,
        most: int,
        skip: set[str],
        at: datetime,
        postponed: Postponed | None = None,
        take: Take | None = None,
    ) -> list[FrontierRow]:
        """At most `most` due rows, none of the throttle groups in `skip` or of those that it cannot `take`;
        what has to wait is put off."""

    def put_off(self, group: str) -> None:
        """Addresses of a throttle group have to wait for its servers, or go back to be dequeued again."""

    def starts(self) -> list[str]:
        """An address of each outlet that the run will ask."""

    def add(self, urls: Sequence[str]) -> None:
        """Takes in canonical addresses that pages redirect to, or that are to be tried once more."""

    def count_due(self, transaction: Transaction, at: datetime, most: int | None = None) -> int:
        """How many addresses are due and not dequeued; `most` and more stand for as many at least."""

    def next_due(self, transaction: Transaction, at: datetime) -> str | None:
        """When the same call has something to fetch again; None where nothing is known of it."""

    def editions(self, transaction: Transaction) -> tuple[EditionState, ...]:
        """How far the editions are kept that the run asked for; () where it is not about newspapers."""


class SiteScope:
    """Everything that is due of some sites."""

    def __init__(self, sites: Sequence[Site]) -> None:
        self._known = list(sites)
        self._sites = deque(site.id for site in sites)
        self._groups = {site.id: _group(site) for site in sites}
        self._taken: dict[str, Counter[int]] = {}  # by site: rows so far of each priority

    def begin(self, transaction: Transaction, at: datetime) -> None:
        self._record(transaction, self._known, at)

    def _record(self, transaction: Transaction, sites: Iterable[Site], at: datetime) -> None:
        for site in sites:
            transaction.articles.record_site(facts(site))
            starts = [
                Discovery(url=site.canonical(url), address=url, site=site.id, kind="list")
                for url in site.lists
            ]
            transaction.frontier.discover(starts, at)

    def dequeue(
        self,
        transaction: Transaction,
        most: int,
        skip: set[str],
        at: datetime,
        postponed: Postponed | None = None,
        take: Take | None = None,
    ) -> list[FrontierRow]:
        self._sites.rotate(-1)  # so that each site comes first in turn, where there is not one row for each
        ready = [site for site in self._sites if self._groups[site] not in skip]
        with_due = transaction.frontier.sites_with_due(ready, at)
        ready = [site for site in ready if site in with_due]
        with_lists = transaction.frontier.sites_with_due(ready, at, lists=True)
        each = max(1, most // max(1, len(ready)))
        rows: list[FrontierRow] = []
        given: Counter[str] = Counter()  # rows so far of each group
        for site in ready:
            room, group = min(each, most - len(rows)), self._groups[site]
            if room > 0 and take is not None:
                room = min(room, take(group) - given[group])
            if site in with_lists:
                room = min(room, A_FEW)
            if room > 0:
                taken = self._taken.setdefault(site, Counter())
                some = transaction.frontier.dequeue(site, room, at, taken=taken, postponed=postponed)
                given[group] += len(some)
                rows += some
        return rows

    def put_off(self, group: str) -> None:
        """Nothing to do: it is dequeued when it is due."""

    def starts(self) -> list[str]:
        known = {site.id: site.start for site in self._known}
        return [known.get(name, f"http://{name}/") for name in self._sites]

    def add(self, urls: Sequence[str]) -> None:
        """Nothing to do: they belong to the same sites, whose due rows are dequeued anyway."""

    def count_due(self, transaction: Transaction, at: datetime, most: int | None = None) -> int:
        sites = list(self._sites)
        due = transaction.frontier.due(sites, at, most)
        return due if due == most else due - transaction.frontier.due_in_flight(sites, at)

    def next_due(self, transaction: Transaction, at: datetime) -> str | None:  # noqa: ARG002
        return transaction.frontier.next_due(list(self._sites))

    def editions(self, transaction: Transaction) -> tuple[EditionState, ...]:  # noqa: ARG002
        return ()

    def _set_sites(self, names: Iterable[str]) -> None:
        """The ids of sites, and the hosts that stand for outlets without a site file."""
        known = {site.id: site for site in registry.all_sites()}
        for name in names:
            if name not in self._groups:
                self._sites.append(name)
                site = known.get(name)
                self._groups[name] = _group(site) if site else throttle_group(f"http://{name}/")
                if site:
                    self._known.append(site)


class AddressScope:
    """Addresses that somebody named, in their order, and what they redirect to on the same site."""

    def __init__(self, discoveries: Sequence[Discovery], sites: Sequence[Site]) -> None:
        self._discoveries = discoveries
        self._sites = sites
        self._groups = {one.url: throttle_group(one.address) for one in discoveries}
        self._named = dict.fromkeys(_turns(discoveries))
        self._queues: dict[str, deque[str]] = {}  # by throttle group
        self._put_off: set[str] = set()  # groups of which some had to wait for their servers
        self._queue(self._named)

    def begin(self, transaction: Transaction, at: datetime) -> None:
        for site in self._sites:
            transaction.articles.record_site(facts(site))
        _record_hosts(transaction, {one.site for one in self._discoveries} - {one.id for one in self._sites})
        transaction.frontier.discover(self._discoveries, at)
        self._queue(transaction.frontier.redirect_targets(list(self._named)))

    def dequeue(
        self,
        transaction: Transaction,
        most: int,
        skip: set[str],
        at: datetime,
        postponed: Postponed | None = None,
        take: Take | None = None,
    ) -> list[FrontierRow]:
        self._queue_what_was_put_off()
        dequeued: list[FrontierRow] = []
        each = max(1, most // max(1, len(self._queues)))
        for group in [group for group in self._queues if group not in skip]:
            if len(dequeued) >= most or not (take is None or take(group)):
                continue
            queue, taken = self._queues[group], 0
            while queue and taken < each and len(dequeued) < most:
                room = min(each - taken, most - len(dequeued))  # some of the first may not be due
                some = [queue.popleft() for _ in range(min(room, len(queue)))]
                rows = transaction.frontier.dequeue_urls(some, at, postponed=postponed)
                taken += len(rows)
                dequeued += rows
            # To the end of the line: the groups take turns.
            del self._queues[group]
            if queue:
                self._queues[group] = queue
        return dequeued

    def put_off(self, group: str) -> None:
        self._put_off.add(group)

    def starts(self) -> list[str]:
        return [one.address for one in self._discoveries]

    def add(self, urls: Sequence[str]) -> None:
        self._queue(urls)
        self._named.update(dict.fromkeys(urls))

    def count_due(self, transaction: Transaction, at: datetime, most: int | None = None) -> int:
        return transaction.frontier.count_due(list(self._named), at, most)

    def next_due(self, transaction: Transaction, at: datetime) -> str | None:  # noqa: ARG002
        return transaction.frontier.next_due_among(list(self._named))

    def editions(self, transaction: Transaction) -> tuple[EditionState, ...]:  # noqa: ARG002
        return ()

    def _queue_what_was_put_off(self) -> None:
        """When nothing else is left: a run may wait for a server that asked for some seconds."""
        if not self._queues and self._put_off:
            self._queue([url for url in self._named if self._group_of(url) in self._put_off])

    def _queue(self, urls: Iterable[str]) -> None:
        for url in urls:
            self._queues.setdefault(self._group_of(url), deque()).append(url)

    def _group_of(self, url: str) -> str:
        # By the address that is fetched: the canonical one may stand on another host.
        return self._groups.get(url) or throttle_group(url)


class JointScope:
    """Several scopes at once, which take turns."""

    def __init__(self, scopes: Sequence[CrawlScope]) -> None:
        self._scopes = deque(scopes)

    def begin(self, transaction: Transaction, at: datetime) -> None:
        for scope in self._scopes:
            scope.begin(transaction, at)

    def dequeue(
        self,
        transaction: Transaction,
        most: int,
        skip: set[str],
        at: datetime,
        postponed: Postponed | None = None,
        take: Take | None = None,
    ) -> list[FrontierRow]:
        self._scopes.rotate(-1)
        rows: list[FrontierRow] = []
        for scope in self._scopes:
            if len(rows) < most:
                rows += scope.dequeue(transaction, most - len(rows), skip, at, postponed, take)
        return rows

    def put_off(self, group: str) -> None:
        for scope in self._scopes:
            scope.put_off(group)

    def starts(self) -> list[str]:
        return [url for scope in self._scopes for url in scope.starts()]

    def add(self, urls: Sequence[str]) -> None:
        for scope in self._scopes:
            scope.add(urls)

    def count_due(self, transaction: Transaction, at: datetime, most: int | None = None) -> int:
        return sum(scope.count_due(transaction, at, most) for scope in self._scopes)

    def next_due(self, transaction: Transaction, at: datetime) -> str | None:
        found = [scope.next_due(transaction, at) for scope in self._scopes]
        return min((when for when in found if when is not None), default=None)

    def editions(self, transaction: Transaction) -> tuple[EditionState, ...]:
        return tuple(one for scope in self._scopes for one in scope.editions(transaction))


def _group(site: Site) -> str:
    return site.throttle_group or site.domains[0]


def _turns(discoveries: Sequence[Discovery]) -> list[str]:
    """The addresses, each once, so that the sites take turns and none keeps the others waiting."""
    by_site: dict[str, dict[str, None]] = {}
    for one in discoveries:
        by_site.setdefault(one.site, {})[one.url] = None
    return [url for turn in zip_longest(*by_site.values()) for url in turn if url is not None]


def _record_hosts(transaction: Transaction, hosts: Iterable[str]) -> None:
    """Writes the province of outlets without a site file, where it is known of the parent domain."""
    for host in sorted(hosts):
        if province := registry.province_of(host):
            unknown = dict.fromkeys(("name", "city", "organisation"))
            transaction.articles.record_site({"id": host, "province": province, **unknown})


def facts(site: Site) -> dict[str, str | None]:
    """What the store writes down of an outlet."""
    return {name: getattr(site, name) for name in ("id", "name", "province", "city", "organisation")}
