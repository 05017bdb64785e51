"""A clock that was wrong, and what it has written: addresses that would be due in a year or never."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, func, or_, select, update

from crawler.store.boot_clock import boot, clock
from crawler.store.databases.upserts import insert_or_update
from crawler.store.scheduling.due import PAUSE_LONGEST, longest_wait
from crawler.store.scheduling.frontier_rows import AGAIN, LIST, NEW
from crawler.store.schema import about, frontier
from crawler.store.values import from_stamp, stamp

_KEY = "clock"  # in the table `about`: what the clock said when a run last looked at it
_LEASES = "lease clock"  # the machine's start and how far the wall's clock was ahead of the other one then
NOTICED = timedelta(hours=1)  # by which a clock may be set right without a word
LONG_AGO = timedelta(days=100)  # without a run: either nobody crawled, or the clock is ahead
STATES = ("discovered", "kept", "redirect", "alias", "empty", "failed", "unreadable", "gone", "disallowed")


class Clock:
    """The clock as the store knows it, on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def look(self, now: datetime, sites: list[str]) -> str | None:
        """What is strange about the time, in words; None where nothing is. What a wrong clock has put off
        beyond what the rules can give is due now."""
        last = self._connection.execute(select(about.c.value).where(about.c.key == _KEY)).scalar()
        self.record(now)
        passed = now - from_stamp(last) if last else timedelta(0)
        if passed < -NOTICED:
            mended = self._mend_all(now)
            return f"the clock stood {_days(-passed)} further at the last run: {mended} addresses are due now"
        mended = self._mend_farthest(now, sites)
        if mended:
            return f"{mended} addresses were put off by a clock that was wrong: they are due now"
        if passed > LONG_AGO:
            return f"the clock stands {_days(passed)} after the last run: is it right?"
        return None

    def begin_leases(self, now: datetime) -> None:
        """Writes down, once for each start of the machine, by how much the clock that is on everybody's wall
        goes ahead of the one that nobody sets; a database server has its own."""
        if self._connection.dialect.name == "sqlite" and (here := boot()) and self._wall_ahead() is None:
            wall_ahead = now.timestamp() - clock()
            _SAID.write(self._connection, [{"key": _LEASES, "value": f"{here} {wall_ahead:.3f}"}])

    def ahead(self, now: datetime) -> timedelta:
        """How far the clock that leases are written by is ahead of `now`, this machine's: a database server's
        own, for all machines that share a store. All who write to a file are on one machine, and go by the
        clock that nobody sets."""
        if self._connection.dialect.name == "sqlite":
            wall_ahead = self._wall_ahead()
            if wall_ahead is None:
                return timedelta(0)
            return timedelta(seconds=clock() + wall_ahead - now.timestamp())
        there: datetime = self._connection.execute(select(func.clock_timestamp())).scalar_one()
        return there - now

    def _wall_ahead(self) -> float | None:
        """Seconds, as `begin_leases` wrote them since the machine was started; None without."""
        written = self._connection.execute(select(about.c.value).where(about.c.key == _LEASES)).scalar()
        start, _, seconds = (written or "").rpartition(" ")
        return float(seconds) if start and start == boot() else None

    def record(self, now: datetime) -> None:
        """Writes down what the clock says."""
        _SAID.write(self._connection, [{"key": _KEY, "value": stamp(now)}])

    def _mend_farthest(self, now: datetime, sites: list[str]) -> int:
        """Mends what the index finds at once, at every start: what is due later than anything can be."""
        farthest = {
            LIST: max(longest_wait(state, "list") for state in STATES),
            NEW: max(longest_wait("failed", "article"), PAUSE_LONGEST),
            AGAIN: max(longest_wait(state, "article") for state in STATES),
        }
        due = {priority: stamp(now + longest + NOTICED) for priority, longest in farthest.items()}
        late = [
            {"of": site, "rank": priority, "late": at, "now": stamp(now)}
            for site in sites
            for priority, at in due.items()
        ]
        return self._connection.execute(_MENDED, late).rowcount if late else 0

    def _mend_all(self, now: datetime) -> int:
        """Mends what was fetched or found in the future, or is due later than its state allows."""
        late = [
            and_(
                frontier.c.kind == kind,
                frontier.c.state == state,
                frontier.c.due_at > stamp(now + longest_wait(state, kind) + NOTICED),
            )
            for kind in ("list", "article")
            for state in STATES
        ]
        to_come = [
            times > stamp(now + NOTICED) for times in (frontier.c.fetched_at, frontier.c.discovered_at)
        ]
        wrong = or_(*to_come, *late)
        mended = update(frontier).where(frontier.c.due_at.is_not(None), wrong).values(due_at=stamp(now))
        return self._connection.execute(mended).rowcount


# Built once for all sites: for each of them anew it took ten times as long as asking.
_MENDED = (
    update(frontier)
    .where(
        frontier.c.site == bindparam("of"),
        frontier.c.priority == bindparam("rank"),
        frontier.c.due_at > bindparam("late"),
    )
    .values(due_at=bindparam("now"))
)
_SAID = insert_or_update(about, lambda new: {"value": new.value})


def _days(passed: timedelta) -> str:
    hours = round(passed.total_seconds() / 3600)
    return f"{hours} hours" if hours < 48 else f"{hours // 24} days"
