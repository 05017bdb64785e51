"""Servers that are left alone for a while: a platform that said so, a host that is away.

What fails for that is no fault of its address: it keeps its place, and is due when the pause ends. So are the
others of the same servers that would be next.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from crawler.normalise import addresses
from crawler.outcomes.outcome import Outcome
from crawler.spiders.politeness.throttle_groups import throttle_group
from crawler.store import FrontierRow, Pause
from crawler.store.scheduling.due import OUTAGE_RETRIES, PAUSE_LONGEST

IN_A_ROW = 3  # addresses of a host that fail one after the other are an outage; fewer have their own reasons

BELIEVED = 3  # pauses in a row that are as short as the server says


class Pauses:
    """The pauses of a run, by throttle group or host; `earlier` are those that other runs left behind."""

    def __init__(self, earlier: dict[str, Pause] | None = None) -> None:
        self._pauses = dict(earlier or {})
        self._broken: dict[str, dict[str, None]] = {}  # by host: addresses that failed since its last answer
        self._begun: set[str] = set()
        self._heard: set[str] = set()  # hosts that have answered in this run
        self.changed: dict[str, Pause | None] = {}  # since the last batch; None: it answers again

    def take_over(self, written: dict[str, Pause], group: str) -> None:
        """The pauses of a throttle group, and of its hosts, are those that stand in the store."""
        here = {
            name for name in {*self._pauses, *written} if group in (name, throttle_group(f"http://{name}/"))
        }
        for name in here - self.changed.keys():
            if name in written:
                self._pauses[name] = written[name]
            else:
                self._pauses.pop(name, None)
                self._begun.discard(name)

    def of(self, address: str, at: datetime) -> Pause | None:
        """The pause that an address has to wait for."""
        for name in _names(address):
            pause = self._pauses.get(name)
            if pause is not None and pause.until > at:
                return pause
        return None

    def running(self, at: datetime) -> list[Pause]:
        """The pauses of servers that this run has asked."""
        return [self._pauses[name] for name in self._begun if self._pauses[name].until > at]

    def judge(self, row: FrontierRow, one: Outcome) -> Outcome:
        """The outcome, where its server is in trouble as one that costs the address nothing."""
        at = one.verdict.at
        group, host = _names(row.address)
        if one.trouble is None:
            if one.verdict.answered:
                self._answered(group, at)
                self._answered(host, at)
                self._broken.pop(host, None)
                self._heard.add(host)
            return one
        if one.trouble == "broken":
            broken = self._broken.setdefault(host, {})
            broken[row.url] = None
            if len(broken) < IN_A_ROW:
                self._let_go(host, row.url, at)
                # Of a host that answers nothing else it is not known whose fault it is.
                return replace(one, verdict=replace(one.verdict, maybe_away=host not in self._heard))
        name = group if one.trouble == "busy" else host
        pause = self._begin(name, row.url, at, one.retry_after, one.verdict.reason or "no answer")
        excused = tuple(self._broken.pop(host, {}))
        return replace(
            one, verdict=replace(one.verdict, excused=True, due_at=pause.until), also_excused=excused
        )

    def _begin(self, name: str, url: str, at: datetime, wait: float | None, reason: str) -> Pause:
        before = self._pauses.get(name)
        running = before is not None and before.until > at
        # What was under way when the pause began says nothing new.
        failures = before.failures + (not running) if before is not None else 1
        length = OUTAGE_RETRIES[min(failures, len(OUTAGE_RETRIES)) - 1]
        if wait is not None:
            asked = timedelta(seconds=min(wait, PAUSE_LONGEST.total_seconds()))
            # Who says one second again and again means more.
            step = failures - BELIEVED
            length = max(asked, OUTAGE_RETRIES[min(step, len(OUTAGE_RETRIES)) - 1]) if step > 0 else asked
        until = at + length
        if before is not None and running and (wait is None or before.until >= until):
            return before
        pause = Pause(until=until, reason=reason, url=url, failures=failures)
        self._pauses[name] = self.changed[name] = pause
        self._begun.add(name)
        return pause

    def _let_go(self, name: str, url: str, at: datetime) -> None:
        """The address that the others waited for has a fault of its own: they wait for it no longer."""
        if name in self._pauses and self._pauses[name].url == url:
            self._answered(name, at)

    def _answered(self, name: str, at: datetime) -> None:
        pause = self._pauses.get(name)
        if pause is not None and pause.until <= at:
            del self._pauses[name]
            self._begun.discard(name)
            self.changed[name] = None


def _names(address: str) -> tuple[str, str]:
    """The throttle group and the host of an address."""
    return throttle_group(address), addresses.host_of(address)
