"""Every run of a crawl: when it began and ended, why it ended, and what it came to for each outlet."""

from __future__ import annotations

import os
import platform
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, insert, select, update

from crawler.store.databases.upserts import insert_or_update
from crawler.store.schema import run_counts, runs
from crawler.store.values import from_stamp, stamp
from shengmei.version import VERSION

DIED = "died"
UNHEARD = timedelta(days=1)  # after which a run on another machine is taken for dead


_HEARD = update(runs).where(runs.c.id == bindparam("run")).values(heard_at=bindparam("at"))
_ADDED = insert_or_update(run_counts, lambda new: {"count": run_counts.c.count + new["count"]})


@dataclass(frozen=True, kw_only=True)
class RunRecord:
    """A run as it is written down; `ended_at` and `reason` are None while it goes on."""

    id: int
    started_at: str
    heard_at: str  # when it last wrote something
    ended_at: str | None
    reason: str | None
    asked: str
    version: str
    libraries: str
    machine: str
    process: int


class Runs:
    """The runs on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, asked: str, libraries: str, at: datetime) -> int:
        """Writes down that this process begins a run; `asked` is what was named. Returns the run's number."""
        row = {
            "started_at": stamp(at),
            "heard_at": stamp(at),
            "asked": asked,
            "version": VERSION,
            "libraries": f"Python {platform.python_version()}, {libraries}",
            "machine": socket.gethostname(),
            "process": os.getpid(),
        }
        made = insert(runs).values(row).returning(runs.c.id)
        return int(self._connection.execute(made).scalar_one())

    def add(self, run: int, counts: Mapping[tuple[str, str], int], at: datetime) -> None:
        """Adds to the counts of a run, by site and outcome."""
        self._connection.execute(_HEARD, {"run": run, "at": stamp(at)})
        rows = [
            {"run": run, "site": site, "outcome": outcome, "count": number}
            for (site, outcome), number in counts.items()
            if number
        ]
        _ADDED.write(self._connection, rows)

    def end(self, run: int, reason: str, at: datetime) -> None:
        """Writes down that a run has ended, and why."""
        ended = update(runs).where(runs.c.id == run)
        self._connection.execute(ended.values(ended_at=stamp(at), heard_at=stamp(at), reason=reason))

    def end_dead(self, at: datetime) -> int:
        """Ends the runs whose process is no more, when they were last heard of; returns how many."""
        dead = [one for one in self._open() if _is_dead(one, at)]
        for one in dead:
            self.end(one.id, DIED, from_stamp(one.heard_at))
        return len(dead)

    def newest(self, most: int = 1) -> list[RunRecord]:
        """The newest runs, the newest first."""
        found = select(runs).order_by(runs.c.id.desc()).limit(most)
        return [RunRecord(**row._mapping) for row in self._connection.execute(found)]

    def counts(self, run: int) -> dict[str, dict[str, int]]:
        """What a run came to: by site, by outcome."""
        found: dict[str, dict[str, int]] = {}
        for row in self._connection.execute(select(run_counts).where(run_counts.c.run == run)):
            if row._mapping["count"]:  # none of an outcome that a second try took back
                found.setdefault(row.site, {})[row.outcome] = int(row._mapping["count"])
        return found

    def total(self, run: int) -> dict[str, int]:
        """What a run came to over all sites, by outcome."""
        summed = select(run_counts.c.outcome, func.sum(run_counts.c.count)).where(run_counts.c.run == run)
        rows = self._connection.execute(summed.group_by(run_counts.c.outcome))
        return {row[0]: row[1] for row in rows if row[1]}

    def _open(self) -> list[RunRecord]:
        found = select(runs).where(runs.c.ended_at.is_(None))
        return [RunRecord(**row._mapping) for row in self._connection.execute(found)]


def is_running(run: RunRecord, at: datetime) -> bool:
    """Whether a run goes on: it has not ended, and its process lives as far as can be told from here."""
    return run.ended_at is None and not _is_dead(run, at)


def _is_dead(run: RunRecord, at: datetime) -> bool:
    if run.machine != socket.gethostname():
        return at - from_stamp(run.heard_at) > UNHEARD
    if run.process == os.getpid():
        return False
    with suppress(PermissionError):  # there is such a process, of somebody else
        try:
            os.kill(run.process, 0)
        except ProcessLookupError:
            return True
    return False
