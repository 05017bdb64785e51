"""The scope of a crawl of newspapers: the editions of some days, the newest first, and nothing else."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from crawler import registry
from crawler.edition_items import MOST_ARTICLES, MOST_PAGES, EditionState
from crawler.site import Site
from crawler.spiders.addresses_found import discovery
from crawler.spiders.politeness.throttle_groups import throttle_group
from crawler.spiders.scopes.scope import Postponed, Take, facts
from crawler.store import FrontierRow, Transaction, stamp
from shengmei.timezone import SHANGHAI

WEEK = timedelta(days=7)  # so long an edition that is not complete is asked for again
# Where nobody names days: so long after the last answer. Some papers have no edition on some days.
TODAY_AGAIN, LATER_AGAIN = timedelta(hours=2), timedelta(days=1)


@dataclass
class _Waiting:
    """Addresses of a throttle group, those of the newest edition first, of each its pages before its
    articles: then it is known where an article stands when it is read."""

    heap: list[tuple[int, bool, int, str]] = field(default_factory=list)
    count: int = 0

    def push(self, day: date, url: str, *, is_article: bool) -> None:
        heapq.heappush(self.heap, (-day.toordinal(), is_article, self.count, url))
        self.count += 1

    def pop(self, most: int) -> list[str]:
        """At most so many addresses of the newest edition: of its pages, or of its articles."""
        first = self.heap[0][:2]
        urls: list[str] = []
        while self.heap and self.heap[0][:2] == first and len(urls) < most:
            urls.append(heapq.heappop(self.heap)[3])
        return urls

    @property
    def newest(self) -> date:
        return date.fromordinal(-self.heap[0][0])

    @property
    def article_is_next(self) -> bool:
        return self.heap[0][1]


class EditionScope:
    """Editions of some newspapers. `days`: of which days; None for today's and yesterday's, and what is not
    complete of the last week."""

    def __init__(self, papers: Sequence[Site], days: Sequence[date] | None = None) -> None:
        self._papers = list(papers)
        self._asked = sorted(set(days), reverse=True) if days is not None else None
        self._wanted: dict[str, list[date]] = {}  # by site
        self._days: dict[str, date] = {}  # by address, of those that name none: as far as it is known
        self._queues: dict[str, _Waiting] = {}
        self._named: dict[str, None] = {}
        self._put_off: set[str] = set()
        self._counts: Counter[tuple[str, date | None, str]] = (
            Counter()
        )  # by site, day and kind: addresses to fetch
        self._pages_out: dict[str, dict[str, date]] = {}  # by throttle group: pages that are being fetched
        self._without_pattern: list[Site] = []  # whose other days' addresses wait for one that is known

    def begin(self, transaction: Transaction, at: datetime) -> None:
        for paper in self._papers:
            transaction.articles.record_site(facts(paper))
            self._wanted[paper.id] = self._days_of(paper, transaction, at)
            if paper.paper is not None and paper.paper.editions:
                for day in self._wanted[paper.id]:
                    self._ask_for(transaction, paper, day, paper.paper.addresses(day)[0], at)
            elif paper.paper is not None and paper.paper.index is not None:
                self._begin_index(transaction, paper, paper.paper.index, at)

    def _begin_index(self, transaction: Transaction, paper: Site, index: str, at: datetime) -> None:
        """Of a paper without a known address: made of one that was read, or of the one its index names."""
        self._without_pattern.append(paper)
        known = transaction.editions.a_first_page(paper.id, paper.canonical(index))
        if known is None or self._asked is None:
            start = discovery(index, kind="list", again=True)
            transaction.frontier.discover([start], at)
            self._push([start.url], datetime.now(SHANGHAI).date())
        if known is not None:
            self._ask_for_others(transaction, paper, known, at)

    def _ask_for_others(self, transaction: Transaction, paper: Site, known: str, at: datetime) -> None:
        self._without_pattern.remove(paper)
        for day in self._wanted[paper.id]:
            if (address := registry.edition_address(known, day)) is not None:
                self._ask_for(transaction, paper, day, address, at)

    def _ask_for(self, transaction: Transaction, paper: Site, day: date, address: str, at: datetime) -> None:
        """Writes down what leads to an edition, and lets wait what is known of it."""
        entry = discovery(address, kind="edition")
        transaction.editions.ask_for(paper.id, day, [entry.url], at)
        transaction.frontier.discover([entry], at)
        transaction.editions.wake(
            paper.id, day, at, None if self._asked is not None else at - _patience(day, at)
        )
        for url in (entry.url, *transaction.editions.addresses(paper.id, day)):
            if self._has_room(paper.id, day, "article" if paper.is_article(url) else "page", url):
                self._push([url], day)

    def _days_of(self, paper: Site, transaction: Transaction, at: datetime) -> list[date]:
        if self._asked is not None:
            return self._asked
        today = at.astimezone(SHANGHAI).date()
        days = {today, today - timedelta(days=1)}
        states = transaction.editions.states([paper.id], today - WEEK, today)
        days |= {one.day for one in states if not one.complete}
        return sorted(days, reverse=True)

    def dequeue(
        self,
        transaction: Transaction,
        most: int,
        skip: set[str],
        at: datetime,
        postponed: Postponed | None = None,
        take: Take | None = None,
    ) -> list[FrontierRow]:
        for paper in list(self._without_pattern):
            index = paper.canonical(paper.paper.index or "") if paper.paper else ""
            if (known := transaction.editions.a_first_page(paper.id, index)) is not None:
                self._ask_for_others(transaction, paper, known, at)
        self._queue_what_was_put_off()
        rows: list[FrontierRow] = []
        ready = [group for group in self._queues if group not in skip]
        each = max(1, most // max(1, len(ready)))
        for group in ready:
            if len(rows) >= most or not (take is None or take(group)):
                continue
            waiting, taken = self._queues.pop(group), 0
            unwritten: set[str] = set()
            while waiting.heap and taken < each and len(rows) < most:
                if self._pages_to_come(transaction, group, waiting):
                    break
                some = waiting.pop(min(each - taken, most - len(rows)))
                got = transaction.frontier.dequeue_urls(some, at, postponed=postponed)
                # What a page has just named may not be written yet: its outcome is still on its way.
                unwritten |= transaction.editions.unknown(some) if len(got) < len(some) else set()
                place = {url: number for number, url in enumerate(some)}
                rows += sorted(got, key=lambda row: place[row.url])
                taken += len(got)
                out = self._pages_out.setdefault(group, {})
                out.update({row.url: self._days[row.url] for row in got if row.kind != "article"})
            if waiting.heap or unwritten:
                self._queues[group] = waiting  # to the end of the line: the groups take turns
            for url in unwritten:
                self._push([url], self._days[url])
        return rows

    def _pages_to_come(self, transaction: Transaction, group: str, waiting: _Waiting) -> bool:
        """Whether a page is still being fetched of a newer edition, whose articles come first, or of the one
        whose articles are next: what it lists comes before older days, and it tells where they stand."""
        out, day = self._pages_out.get(group, {}), waiting.newest
        before = [url for url, its in out.items() if its > day or (its == day and waiting.article_is_next)]
        still = transaction.editions.under_way(before) if before else set()
        for url in before:
            if url not in still:
                del out[url]
        return bool(still)

    def put_off(self, group: str) -> None:
        self._put_off.add(group)

    def starts(self) -> list[str]:
        return [paper.start for paper in self._papers]

    def add(self, urls: Sequence[str]) -> None:
        """Takes in what pages of editions lead to; an index may lead to a day that nobody asked for."""
        for url in urls:
            site = registry.site_for(url)
            if site is None or site.id not in self._wanted:
                continue
            told = site.paper.told(url) if site.paper else None
            day = told.day if told and told.day else self._days.get(url)
            is_page = told is not None and told.kind == "edition"
            if is_page and day is not None and day not in self._wanted[site.id]:
                continue
            if self._has_room(site.id, day, "page" if is_page else "article", url):
                self._push([url], day or max(self._wanted[site.id], default=date.min))

    def _has_room(self, site: str, day: date | None, what: str, url: str) -> bool:
        """Whether an edition has no more pages or articles than one can have: one in which each page leads to
        a further one ends there. Where addresses do not tell the day, all editions together."""
        if url in self._named:
            return True
        self._counts[site, day, what] += 1
        editions = 1 if day is not None else len(self._wanted[site])
        return self._counts[site, day, what] <= editions * (MOST_PAGES if what == "page" else MOST_ARTICLES)

    def count_due(self, transaction: Transaction, at: datetime, most: int | None = None) -> int:
        return transaction.frontier.count_due(list(self._named), at, most)

    def next_due(self, transaction: Transaction, at: datetime) -> str | None:
        moments = [transaction.frontier.next_due_among(list(self._named))]
        if self._asked is None:
            moments.append(stamp(next_edition_at(at)))
            lacking = [one.day for one in self.editions(transaction) if not one.complete]
            moments += [stamp(at + _patience(day, at)) for day in lacking]
        return min((when for when in moments if when is not None), default=None)

    def editions(self, transaction: Transaction) -> tuple[EditionState, ...]:
        asked = {(site, day) for site, days in self._wanted.items() for day in days}
        every = [day for _, day in asked]
        if not every:
            return ()
        states = transaction.editions.states(list(self._wanted), min(every), max(every))
        return tuple(one for one in states if (one.site, one.day) in asked)

    def _queue_what_was_put_off(self) -> None:
        """When nothing else is left: a run may wait for a server that asked for some seconds."""
        if not self._queues and self._put_off:
            for url in self._named:
                if throttle_group(url) in self._put_off:
                    self._push([url], self._days.get(url, date.min))

    def _push(self, urls: Iterable[str], day: date) -> None:
        for url in urls:
            self._named[url] = None
            self._days[url] = day
            site = registry.site_for(url)
            is_article = site is None or site.is_article(url)
            self._queues.setdefault(throttle_group(url), _Waiting()).push(day, url, is_article=is_article)


def next_edition_at(at: datetime) -> datetime:
    """When the next edition is asked for: at Beijing's next midnight."""
    tomorrow = at.astimezone(SHANGHAI).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), SHANGHAI)


def _patience(day: date, at: datetime) -> timedelta:
    """So long after the last answer an edition that lacks something is asked for again."""
    return TODAY_AGAIN if day == at.astimezone(SHANGHAI).date() else LATER_AGAIN
