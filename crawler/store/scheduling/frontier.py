"""Addresses and what becomes of them. A row is never deleted, and always in exactly one state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, func, literal, select, update

from crawler.store.counting import count_by, distinct
from crawler.store.databases.upserts import insert_new
from crawler.store.scheduling.dequeue import (
    DUE,
    DUE_OF_SITE,
    DUE_OF_URLS,
    SHARES,
    Postponed,
    claim,
    due_rows,
    shared,
    sites_with_due,
)
from crawler.store.scheduling.frontier_rows import (
    AGAIN,
    CLOSED,
    LIST,
    NEW,
    Discovery,
    FrontierRow,
    Verdict,
    closed_row,
    new_row,
)
from crawler.store.schema import captures, frontier
from crawler.store.values import chunks, stamp

MOST_HOPS = 8
MANY = 2_000  # due addresses, behind which nobody goes on counting while a crawl waits
# Stands in the statement itself: for a value handed over later SQLite would not use `frontier_fetching`.
_FETCHING = literal("fetching", literal_execute=True)
# Built once, for every batch of outcomes needs them.
_FOUND = insert_new(frontier)
# What was forgotten while it was fetched stays so, whatever its fetch comes to.
_OF_URL = update(frontier).where(frontier.c.url == bindparam("u"), frontier.c.state != "forgotten")
_OF_SITES = frontier.c.site.in_(bindparam("sites", expanding=True))
_DUE = select(func.count()).select_from(
    select(literal(1)).where(_OF_SITES, DUE).limit(bindparam("many")).subquery()
)
_CLOSED = _OF_URL.values(
    {name: bindparam(name) for name in CLOSED}
    | {"fetched_at": func.coalesce(bindparam("answered"), frontier.c.fetched_at)}
)


class Frontier:
    """The frontier on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def discover(self, found: Sequence[Discovery], at: datetime) -> int:
        """Writes down what is not known yet; returns how many of them were new."""
        if not found:
            return 0
        now = stamp(at)
        rows = [new_row(one, now) for one in found]
        written = _FOUND.write(self._connection, rows)
        wake = [{"u": one.url, "now": now} for one in found if one.again]
        if wake:
            self._connection.execute(_OF_URL.values(due_at=bindparam("now")), wake)
        return written

    def dequeue(
        self,
        site: str,
        most: int,
        at: datetime,
        *,
        taken: Counter[int] | None = None,
        postponed: Postponed | None = None,
    ) -> list[FrontierRow]:
        """At most `most` due addresses of a site; they are `fetching` from now on. Lists get half of them,
        what is new and what is seen again a quarter each; what one of them does not need is the others'.

        `taken` counts them over several calls, by priority; `postponed` says of an address until when it has
        to wait for its servers: then it stays as it is, and is due then.
        """
        asked = {"site": site, "at": stamp(at)}
        waiting = {
            priority: due_rows(
                self._connection, DUE_OF_SITE, {**asked, "priority": priority}, most, postponed
            )
            for priority in SHARES
        }
        return claim(self._connection, shared(waiting, most, Counter() if taken is None else taken))

    def dequeue_urls(
        self, urls: Sequence[str], at: datetime, *, postponed: Postponed | None = None
    ) -> list[FrontierRow]:
        """Those of the given addresses that are due, but for those that are `postponed`."""
        asked = {"urls": list(urls), "at": stamp(at)}
        return claim(self._connection, due_rows(self._connection, DUE_OF_URLS, asked, len(urls), postponed))

    def record(self, verdicts: Sequence[Verdict]) -> None:
        """Closes rows: state, reason, and when each is due again."""
        if verdicts:
            self._connection.execute(_CLOSED, [closed_row(one) for one in verdicts])

    def move(self, url: str, address: str, hops: int, at: datetime) -> None:
        """The same canonical address is fetched elsewhere (http led to https, say): due there now."""
        changes = {"address": address, "hops": hops, "state": "discovered", "due_at": stamp(at)}
        self._connection.execute(_OF_URL.values(changes), {"u": url})

    def excuse(self, urls: Sequence[str], until: datetime) -> None:
        """What failed lately was no fault of these addresses: they begin their retries anew, then."""
        excused = update(frontier).where(frontier.c.url.in_(urls), frontier.c.state == "failed")
        self._connection.execute(excused.values(attempts=0, due_at=stamp(until)))

    def put_back(self, rows: Sequence[FrontierRow], until: datetime) -> None:
        """Rows that were dequeued and are not to be asked before `until`: as they were, and due then."""
        values = {"state": bindparam("before"), "due_at": stamp(until)}
        if rows:
            before = [{"u": row.url, "before": row.state} for row in rows]
            self._connection.execute(_OF_URL.values(values), before)

    def release(self, urls: Sequence[str] | None = None) -> int:
        """Rows that came to no outcome are due again: all of them (a dead run's), or some."""
        dead = update(frontier).where(frontier.c.state == _FETCHING).values(state="discovered")
        if urls is None:
            return self._connection.execute(dead).rowcount
        some = (dead.where(frontier.c.url.in_(chunk)) for chunk in chunks(urls))
        return sum(self._connection.execute(one).rowcount for one in some)

    def fetching(self) -> list[tuple[str, str]]:
        """The rows that a crawl has dequeued and not settled: canonical address, and the one to fetch."""
        begun = select(frontier.c.url, frontier.c.address).where(frontier.c.state == _FETCHING)
        return [(row.url, row.address) for row in self._connection.execute(begun)]

    def sites_with_due(self, sites: Sequence[str], at: datetime, *, lists: bool = False) -> set[str]:
        """Those of the sites of which an address (`lists`: a list) is due, also one that is being fetched."""
        return sites_with_due(self._connection, sites, at, lists=lists)

    def any_discovered(self, urls: Sequence[str], since: datetime) -> bool:
        """Whether one of some addresses was written down after that moment."""
        return bool(self._among(urls, frontier.c.discovered_at > stamp(since)))

    def _among(self, urls: Sequence[str], *where: ColumnElement[bool]) -> set[str]:
        found = select(frontier.c.url).where(*where)
        parts = (found.where(frontier.c.url.in_(some)) for some in chunks(urls))
        return {url for part in parts for url in self._connection.execute(part).scalars()}

    def redirect_targets(self, urls: Sequence[str]) -> list[str]:
        """Where redirects from these addresses led, as far as the frontier has it, step by step."""
        seen, ends, step = set(urls), list[str](), list(urls)
        while step:
            targets = list(dict.fromkeys(self._targets(step)))
            step = [url for url in targets if url not in seen]
            seen.update(step)
            ends += step
        return ends

    def barren(self, url: str | None, most: int) -> int:
        """How many lists in a row brought nothing when they were last read: this one, the one that led to it,
        and so on, up to `most`; where a crawl starts does not count."""
        count = 0
        while count < most:
            found = select(frontier.c.found_on).where(frontier.c.url == url, frontier.c.steady > 0)
            url = self._connection.execute(found).scalar()
            if url is None:
                break
            count += 1
        return count

    def in_circle(self, url: str) -> bool:
        """Whether redirects from an address lead back to it."""
        step = url
        for _ in range(MOST_HOPS):
            targets = self._targets([step])
            if not targets or targets[0] == url:
                return bool(targets)
            step = targets[0]
        return True

    def count_due(self, urls: Sequence[str], at: datetime, most: int | None = None) -> int:
        """How many of these addresses are due; `most` for so many and more."""
        due = (frontier.c.due_at <= stamp(at), frontier.c.state != "fetching")
        count = 0
        for some in chunks(urls):
            count += self._count(frontier.c.url.in_(some), *due)
            if most is not None and count >= most:
                return most
        return count

    def due(self, sites: Sequence[str], at: datetime, most: int | None = None) -> int:
        """How many addresses of the sites are due, or `most`; without it as long as there are many."""
        if most is None:
            return self._count(frontier.c.site.in_(sites), DUE, at=stamp(at))
        values = {"sites": list(sites), "at": stamp(at), "many": most}
        return int(self._connection.execute(_DUE, values).scalar_one())

    def due_in_flight(self, sites: Sequence[str], at: datetime) -> int:
        """How many of them a crawl is fetching."""
        # By its state alone: with more to go by, the index of what is due might be read through.
        begun = select(frontier.c.site, frontier.c.due_at).where(frontier.c.state == _FETCHING)
        wanted, now = set(sites), stamp(at)
        return sum(row.site in wanted and row.due_at <= now for row in self._connection.execute(begun))

    def count_all_due(self, at: datetime) -> int:
        """How many addresses of all sites are due."""
        return self.due(self.sites(), at)

    def next_due(self, sites: Sequence[str]) -> str | None:
        """When the next address of the sites is due."""
        # One by one, because then the index gives each at once; of all together every row would be read.
        first = select(func.min(frontier.c.due_at)).where(
            frontier.c.site == bindparam("site"), frontier.c.priority == bindparam("priority")
        )
        asked = [{"site": site, "priority": priority} for site in sites for priority in (LIST, NEW, AGAIN)]
        found = [self._connection.execute(first, one).scalar() for one in asked]
        return min((when for when in found if when is not None), default=None)

    def next_due_among(self, urls: Sequence[str]) -> str | None:
        """When the first of these addresses is due."""
        first = select(func.min(frontier.c.due_at))
        found = [
            self._connection.execute(first.where(frontier.c.url.in_(some))).scalar() for some in chunks(urls)
        ]
        return min((when for when in found if when is not None), default=None)

    def reasons(self, most: int = 5) -> list[str]:
        """Why addresses are in the state they are in, where there is a reason to say."""
        said = select(frontier.c.last_error).where(frontier.c.last_error.is_not(None)).limit(most)
        return list(self._connection.execute(said).scalars())

    def next_due_of_all(self) -> str | None:
        """When the next address of any site is due."""
        return self.next_due(self.sites())

    def sites(self, *, lists: bool = False) -> list[str]:
        """The sites that have an address here, or a list."""
        listed = select(frontier.c.url).where(
            frontier.c.site == bindparam("site"), frontier.c.priority == LIST
        )
        one = listed.limit(1)
        return [
            site
            for site in distinct(self._connection, frontier.c.site)
            if not lists or self._connection.execute(one, {"site": site}).first()
        ]

    def states(self, site: str | None = None) -> dict[str, int]:
        """How many addresses are in each state; lists do not count."""
        if site is None:
            return count_by(self._connection, frontier.c.state, frontier.c.kind == "article")
        # By the index of the site's addresses, which has them by priority.
        of_site = (frontier.c.site == site, frontier.c.priority.in_((NEW, AGAIN)))
        counted = select(frontier.c.state, func.count()).where(*of_site).group_by(frontier.c.state)
        return {row[0]: row[1] for row in self._connection.execute(counted)}

    def state(self, url: str) -> tuple[str, str | None] | None:
        """The state of an address and the reason, or None for an unknown one."""
        found = select(frontier.c.state, frontier.c.last_error).where(frontier.c.url == url)
        row = self._connection.execute(found).first()
        return (row[0], row[1]) if row else None

    def unread(self) -> list[tuple[str, int]]:
        """Addresses that no page class could read, each with the id of the newest page that the archive has;
        an error's page is none."""
        newest = (
            select(captures.c.url, func.max(captures.c.id))
            .join(frontier, frontier.c.url == captures.c.url)
            .where(frontier.c.state == "unreadable", captures.c.status == 200, captures.c.file != "")
            .where(frontier.c.kind == "article")  # the page of an edition is none, whatever it can be read as
            .group_by(captures.c.url)
        )
        return [(row[0], row[1]) for row in self._connection.execute(newest)]

    def mark_kept(self, urls: Sequence[str]) -> None:
        """Records as kept what an earlier version could not read; it is revisited like any other article."""
        done = update(frontier).where(frontier.c.url.in_(urls)).values(state="kept", last_error=None)
        self._connection.execute(done.values(due_at=frontier.c.fetched_at, priority=AGAIN))

    def _targets(self, urls: Sequence[str]) -> list[str]:
        """Targets of redirects from these addresses that the frontier has as addresses of their own."""
        found: list[str] = []
        for some in chunks(urls):
            targets = select(frontier.c.target).where(
                frontier.c.url.in_(some), frontier.c.target.is_not(None)
            )
            known = select(frontier.c.url).where(frontier.c.url.in_(targets))
            found += self._connection.execute(known).scalars()
        return found

    def _count(self, *where: ColumnElement[bool], **values: str) -> int:
        counted = select(func.count()).select_from(frontier).where(*where)
        return int(self._connection.execute(counted, values).scalar_one())
