"""Throttle groups as rows: each is one crawl's at a time, for as long as it renews its lease.

Who takes a group over raises its epoch, and whoever had it before writes nothing more of it: a writing
transaction begins with `lost`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, bindparam, case, func, insert, or_, select, update

from crawler.store.scheduling.frontier_rows import GroupClaim
from crawler.store.scheduling.server_tables import groups
from crawler.store.values import from_stamp, stamp

LONGEST_LEASE = timedelta(minutes=10)  # one that ends later was written by a clock that was ahead


@dataclass(frozen=True)
class PagesOfDay:
    """How many pages of a group were fetched on a Beijing day, `2026-05-01`."""

    day: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A group that a crawl has now. `anew`: others may have asked its servers since this crawl had it last;
    they are not to be asked again before `next_at`, and `pages` were fetched of it lately."""

    claim: GroupClaim
    anew: bool
    next_at: datetime | None
    pages: PagesOfDay | None = None


@dataclass(frozen=True, kw_only=True)
class GroupState:
    """What a crawl writes of a group that it has: seconds between two requests, and the earliest next one."""

    delay: float
    next_at: datetime | None
    pages: PagesOfDay | None = None


class Groups:
    """The table of groups on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(
        self,
        group: str,
        holder: str,
        now: datetime,
        lease: timedelta,
        alive: Callable[[str], bool],
        *,
        may_wait: bool = False,
        delay: float = 0.0,
    ) -> Taken | None:
        """The group as the holder's own; None while another one has it, or, of a holder that `may_wait`,
        while another one waits for it. `delay`: seconds that the holder leaves between two requests to it,
        which hold for who comes next even if this one says nothing more."""
        known = self._locked(group)
        if known is None:
            row = {"grp": group, "delay": delay, "epoch": 0, "holder": None, "lease_until": None, "pages": 0}
            if self._connection.execute(select(groups.c.grp).where(groups.c.grp == group)).first() is None:
                self._connection.execute(insert(groups), row)
                return self._take(group, holder, 1, now, lease, anew=False, delay=delay)
            return None  # another one is just about to take it
        own = known["holder"] == holder
        if not own and _is_held(known, now) and alive(known["holder"]):
            return None
        if may_wait and known["wanted_by"] not in (None, holder) and known["wanted_until"] > stamp(now):
            return None
        if own:
            began = from_stamp(known["taken_at"]) if known["lease_until"] and known["taken_at"] else now
            return self._take(group, holder, known["epoch"], now, lease, anew=False, delay=delay, began=began)
        next_at = from_stamp(known["next_at"]) if known["next_at"] else None
        if next_at is not None:
            # No request was later than now: one that a clock ahead has written was sent just now.
            next_at = min(next_at, now + timedelta(seconds=known["delay"]))
        pages = PagesOfDay(known["pages_day"], known["pages"]) if known["pages_day"] else None
        if known["lease_until"] is not None:
            # Whoever had it ended without a word: its last request may have been sent just now.
            next_at = max(now + timedelta(seconds=known["delay"]), next_at or now)
        return self._take(
            group,
            holder,
            known["epoch"] + 1,
            now,
            lease,
            anew=True,
            next_at=next_at,
            pages=pages,
            delay=max(delay, known["delay"]),
        )

    def lost(self, claims: Collection[GroupClaim]) -> set[GroupClaim]:
        """Those claims whose groups others have taken over since: nothing is to be written under them."""
        wanted = {claim.group for claim in claims}
        chosen = select(groups.c.grp, groups.c.epoch).where(groups.c.grp.in_(wanted)).order_by(groups.c.grp)
        chosen = chosen.with_for_update(key_share=True)  # nobody takes one over before this transaction ends
        epochs = {row.grp: row.epoch for row in self._connection.execute(chosen)} if wanted else {}
        return {claim for claim in claims if epochs.get(claim.group) != claim.epoch}

    def renew(
        self, states: Mapping[GroupClaim, GroupState], holder: str, now: datetime, lease: timedelta
    ) -> None:
        """Prolongs the leases of groups that the holder has."""
        self._write(states, holder, stamp(now + lease))

    def let_go(self, states: Mapping[GroupClaim, GroupState], holder: str) -> None:
        """Ends the leases of groups that the holder has, so that others may take them at once."""
        self._write(states, holder, None)

    def held_by_others(self, holder: str, now: datetime, alive: Callable[[str], bool]) -> set[str]:
        """The groups that other crawls have now."""
        held = and_(groups.c.holder != holder, groups.c.lease_until > stamp(now))
        rows = self._connection.execute(select(groups).where(held)).mappings().all()
        return {row["grp"] for row in rows if _is_held(row, now) and alive(row["holder"])}

    def least_recent(self, names: Iterable[str]) -> list[str]:
        """Groups in the order in which they may be asked again: first those that nobody has asked yet."""
        known = {row[0]: row[1] for row in self._connection.execute(select(groups.c.grp, groups.c.next_at))}
        return sorted(names, key=lambda name: (known.get(name) or "", name))

    def want(self, names: Iterable[str], holder: str, now: datetime, until: datetime) -> None:
        """Writes down that the holder waits for groups that others have; who waits already comes first."""
        free = or_(
            groups.c.wanted_by.is_(None), groups.c.wanted_by == holder, groups.c.wanted_until <= stamp(now)
        )
        wanted = update(groups).where(groups.c.grp == bindparam("g"), free)
        rows = [{"g": name} for name in names]
        if rows:
            self._connection.execute(wanted.values(wanted_by=holder, wanted_until=stamp(until)), rows)

    def wanted(self, names: Iterable[str], holder: str, now: datetime) -> list[str]:
        """Those of the holder's groups that others wait for."""
        waited = and_(groups.c.wanted_by != holder, groups.c.wanted_until > stamp(now))
        chosen = select(groups.c.grp).where(groups.c.grp.in_(list(names)), waited).order_by(groups.c.grp)
        return list(self._connection.execute(chosen).scalars())

    def _take(
        self,
        group: str,
        holder: str,
        epoch: int,
        now: datetime,
        lease: timedelta,
        *,
        anew: bool,
        next_at: datetime | None = None,
        pages: PagesOfDay | None = None,
        delay: float = 0.0,
        began: datetime | None = None,
    ) -> Taken:
        own: dict[str, Any] = {"holder": holder, "epoch": epoch, "lease_until": stamp(now + lease)}
        own |= {"delay": delay, "taken_at": stamp(began or now)}
        own |= {"wanted_by": None, "wanted_until": None} if anew else {}
        own |= {"next_at": stamp(next_at)} if next_at else {}
        self._connection.execute(update(groups).where(groups.c.grp == group).values(own))
        return Taken(claim=GroupClaim(group, epoch), anew=anew, next_at=next_at, pages=pages)

    def _locked(self, group: str) -> RowMapping | None:
        """A group's row, which nobody else changes before this transaction ends; None where there is none,
        or another one is changing it."""
        found = select(groups).where(groups.c.grp == group)
        found = found.with_for_update(key_share=True, skip_locked=True)
        return self._connection.execute(found).mappings().first()

    def _write(self, states: Mapping[GroupClaim, GroupState], holder: str, lease_until: str | None) -> None:
        rows = [
            {
                "g": claim.group,
                "e": claim.epoch,
                "h": holder,
                "until": lease_until,
                "seconds": one.delay,
                "next": stamp(one.next_at) if one.next_at else None,
                "day": one.pages.day if one.pages else None,
                "number": one.pages.count if one.pages else 0,
            }
            for claim, one in states.items()
        ]
        if rows:
            own = (groups.c.grp == bindparam("g"), groups.c.epoch == bindparam("e"))
            values: dict[str, Any] = {
                "lease_until": bindparam("until"),
                "delay": bindparam("seconds"),
                "next_at": bindparam("next"),
                "pages_day": func.coalesce(bindparam("day"), groups.c.pages_day),
                "pages": case((bindparam("day").is_(None), groups.c.pages), else_=bindparam("number")),
            }
            changed = update(groups).where(*own, groups.c.holder == bindparam("h")).values(values)
            self._connection.execute(changed, rows)


def _is_held(row: RowMapping, now: datetime) -> bool:
    until = from_stamp(row["lease_until"]) if row["lease_until"] else None
    return row["holder"] is not None and until is not None and now < until <= now + LONGEST_LEASE
