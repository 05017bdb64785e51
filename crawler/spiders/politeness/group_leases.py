"""The throttle groups that a crawl has: taken for as long as it renews its lease, let go when nothing is due.

So several crawls share a store, and each platform is asked by one of them at a time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from copy import copy
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from crawler.spiders.politeness.server_state import Servers
from crawler.spiders.politeness.throttle_groups import throttle_group
from crawler.spiders.politeness.visits import UNBOUNDED, Visits
from crawler.store import FrontierRow, GroupClaim, GroupState, Transaction
from crawler.store.boot_clock import clock

SAFE = 5 / 6  # of a lease: behind that nothing is sent, for clocks and disks take their time
RENEWED = 1 / 3  # of a lease: so often it is renewed
RETRIED = 1.0  # seconds after which a group that others have is tried again
A_FEW = 16  # pages of a visit that are dequeued at a time
WISH = timedelta(seconds=15)  # that a crawl without work waits for others' groups until it says so again
SET = 1.0  # seconds: so far no clock drifts between two looks, it was set
PATIENCE = 600.0  # seconds that it waits without having had any


Measure = Callable[[Transaction, datetime], timedelta]


class LeaseEnded(Exception):
    """A request that may not be sent any more: its platform is another crawl's by now, or may be."""


class Holder(Protocol):
    """This crawl among others."""

    @property
    def holder(self) -> str:
        """Its name."""

    def is_alive(self, holder: str) -> bool:
        """Whether the crawl of that name still runs."""


def _stands() -> float:
    """Seconds by which the clock that people read goes ahead of the one that nobody sets."""
    return time.time() - clock()


class GroupLeases:
    """Of one crawl; `seconds` is how long a lease lasts. With `visits`, a worker's, platforms are taken by
    `begin_visits`, as many at a time and for as long as these allow; without, whatever is due and free."""

    def __init__(
        self,
        crawl: Holder,
        seconds: float,
        servers: Servers,
        visits: Visits | None = None,
        measure_ahead: Measure | None = None,
    ) -> None:
        self.visits = visits
        self._measure = measure_ahead
        self._measured = (timedelta(0), _stands())  # how far that clock went ahead, and where ours stood then
        self._crawl = crawl
        self._seconds = seconds
        self._lease = timedelta(seconds=seconds)
        self._servers = servers
        self._claims: dict[str, GroupClaim] = {}
        self._ends: dict[str, float] = {}  # by group: from then on nothing may be sent
        self._renewed = clock()
        self._refused: dict[str, float] = {}  # groups with something due that others have: tried again then
        self._asked: set[str] = set()  # groups that were to be taken in this round
        self._handing_over: set[str] = set()
        self._left: set[str] = set()  # groups whose visits have ended in this round
        self._worked = clock()  # when it last had a group

    @property
    def interval(self) -> float:
        """Seconds between two calls of `renew`."""
        return self._seconds * RENEWED

    @property
    def ahead(self) -> timedelta:
        """How far the clock that leases are written by goes ahead of this machine's: machines do not agree.
        One that was set since they were compared, by NTP or by hand, is seen through."""
        if self._measure is None:
            return timedelta(0)
        measured, stood = self._measured
        set_by = _stands() - stood
        return measured - timedelta(seconds=set_by) if abs(set_by) > SET else measured

    @property
    def held(self) -> set[str]:
        return set(self._claims)

    @property
    def handing_over(self) -> set[str]:
        """Groups of which nothing more is dequeued: another crawl waits for them, or the visit is over."""
        return self._handing_over & self._claims.keys()

    @property
    def asked(self) -> set[str]:
        """Groups that were to be taken in this round."""
        return set(self._asked)

    @property
    def waits_for_others(self) -> bool:
        """Whether something was due in the last round that others have."""
        return bool(self._refused)

    @property
    def has_to_wait(self) -> bool:
        """Whether something is due that others have."""
        return bool(self._refused) and (bool(self._claims) or clock() - self._worked < PATIENCE)

    def free_dead(self, transaction: Transaction, now: datetime) -> None:
        """What was being fetched is due again, but for what another crawl is fetching."""
        begun = transaction.frontier.fetching()
        now += self._measured_ahead(transaction, now)
        held = transaction.groups.held_by_others(self._crawl.holder, now, self._crawl.is_alive)
        transaction.frontier.release([url for url, address in begun if throttle_group(address) not in held])

    def take(self, transaction: Transaction, group: str, now: datetime) -> bool:
        """Whether a group of which something is due is this crawl's to dequeue from; taken now where no other
        crawl has it."""
        self._asked.add(group)
        if group in self._claims:
            return group not in self._handing_over
        if self._refused.get(group, 0.0) > clock():
            return False
        self._refused.pop(group, None)
        began = clock()
        taken = transaction.groups.claim(
            group,
            self._crawl.holder,
            now + self.ahead,
            self._lease,
            self._crawl.is_alive,
            may_wait=bool(self._claims) or group in self._left,
            delay=self._servers.throttle.delay(group),
        )
        if taken is None:
            self._refused[group] = began + RETRIED
            return False
        self._claims[group] = taken.claim
        self._ends[group] = began + self._seconds * SAFE
        if self.visits is not None:
            self.visits.begin(group)
        if taken.anew:
            begun = transaction.frontier.fetching()
            transaction.frontier.release([url for url, there in begun if throttle_group(there) == group])
            next_at = taken.next_at and taken.next_at - self.ahead
            self._servers.take_over(transaction, replace(taken, next_at=next_at))
        return True

    def begin_round(self) -> None:
        """From now on the groups are asked for of which anything is to be dequeued."""
        self._asked.clear()
        self._left.clear()

    def begin_visits(self, transaction: Transaction, due: Collection[str], now: datetime) -> set[str]:
        """Takes as many groups of which something is due as there is room for, those first that nobody has
        asked for longest; returns the ones that were taken."""
        there = now + self.ahead
        held = transaction.groups.held_by_others(self._crawl.holder, there, self._crawl.is_alive)
        others = held.intersection(due) - self._claims.keys()
        self._asked |= others
        self._refused |= dict.fromkeys(others - self._refused.keys(), clock() + RETRIED)
        begun = set[str]()
        for group in transaction.groups.least_recent(set(due) - held - self._claims.keys()):
            if self.visits is None or not self.visits.room:
                break
            if self.take(transaction, group, now):
                begun.add(group)
        return begun

    def end_visits(self) -> None:
        """Of groups whose visits have lasted as long as they may nothing more is dequeued."""
        if self.visits is not None:
            self._handing_over |= self.visits.over() & self._claims.keys()

    def pages_left(self, group: str) -> int:
        """How many pages of a group that this crawl has may be dequeued now; in a visit a few at a time, for
        what waits at its end goes back."""
        return UNBOUNDED if self.visits is None else min(self.visits.pages_left(group), A_FEW)

    def remember(self) -> Callable[[], None]:
        """What puts back all that is known now, where the transaction that changed it was not kept."""
        state = vars(self).items()
        known = {name: copy(value) for name, value in state if isinstance(value, (dict, set, float))}
        visits = None if self.visits is None else self.visits.remember()

        def put_back() -> None:
            for name, value in known.items():
                setattr(self, name, copy(value))
            if visits is not None:
                visits()

        return put_back

    def end_round(self) -> None:
        """Who did not ask for a group in this round does not wait for it."""
        self._refused = {group: at for group, at in self._refused.items() if group in self._asked}

    def claim_of(self, row: FrontierRow) -> GroupClaim | None:
        """The claim under which a row is fetched; None where its group is another crawl's."""
        return self._claims.get(throttle_group(row.address))

    def may_send(self, group: str) -> bool:
        """Whether a request may go over the wire now."""
        return self._ends.get(group, 0.0) > clock()

    def renew(self, transaction: Transaction, now: datetime, *, at_once: bool = True) -> set[str]:
        """Prolongs all leases; unless `at_once`, only where it is time. Returns the groups that others have
        taken over meanwhile, which each writing transaction of a crawl asks first."""
        began = clock()
        lost = {claim.group for claim in transaction.groups.lost(set(self._claims.values()))}
        self._forget(lost)
        if not at_once and began - self._renewed < self.interval / 2:
            return lost
        self._renewed = began
        now += self._measured_ahead(transaction, now)
        states = {claim: self._state(group) for group, claim in self._claims.items()}
        transaction.groups.renew(states, self._crawl.holder, now, self._lease)
        self._ends = dict.fromkeys(self._claims, began + self._seconds * SAFE)
        wanted = transaction.groups.wanted(self._claims, self._crawl.holder, now)
        some = max(len(self._claims) // 2 - len(self._handing_over), 0)
        more = [group for group in wanted if group not in self._handing_over]
        self._handing_over.update(more[:some])
        return lost

    def let_go(self, transaction: Transaction, now: datetime, busy: Callable[[str], bool]) -> None:
        """Lets go the groups that are not `busy`; without any, says which ones it waits for."""
        idle = [group for group in self._claims if not busy(group)]
        handed = self._handing_over.intersection(idle)
        if self.visits is None:  # not taken again at once: another crawl is about to
            self._refused |= dict.fromkeys(handed, clock() + RETRIED)
        self._left |= handed
        self._write_end(transaction, idle)
        if self._claims:
            self._worked = clock()
        elif self._refused:
            now += self.ahead
            transaction.groups.want(self._refused, self._crawl.holder, now, now + WISH)

    def close(self, transaction: Transaction) -> None:
        """Lets go all groups; what was dequeued of them and has no outcome is due again."""
        lost = {claim.group for claim in transaction.groups.lost(set(self._claims.values()))}
        self._forget(lost)
        begun = transaction.frontier.fetching()
        own = [url for url, address in begun if throttle_group(address) in self._claims]
        transaction.frontier.release(own)
        self._write_end(transaction, list(self._claims))

    def _write_end(self, transaction: Transaction, ended: list[str]) -> None:
        states = {self._claims[group]: self._state(group) for group in ended}
        transaction.groups.let_go(states, self._crawl.holder)
        self._forget(ended)

    def _state(self, group: str) -> GroupState:
        throttle = self._servers.throttle
        next_at = throttle.next_at(group)
        return GroupState(
            delay=throttle.delay(group),
            next_at=next_at and next_at + self.ahead,
            pages=self._servers.limits.pages(group),
        )

    def _measured_ahead(self, transaction: Transaction, now: datetime) -> timedelta:
        if self._measure is not None:
            self._measured = (self._measure(transaction, now), _stands())
        return self.ahead

    def _forget(self, groups: Iterable[str]) -> None:
        for group in groups:
            self._claims.pop(group, None)
            self._ends.pop(group, None)
            self._handing_over.discard(group)
            if self.visits is not None:
                self.visits.end(group)
