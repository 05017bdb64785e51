"""Workers: crawls that share a store from one or several machines, each with an archive of its own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from crawler.store.databases.upserts import insert_or_update
from crawler.store.scheduling.server_tables import groups, workers
from crawler.store.values import from_stamp, stamp


@dataclass(frozen=True, kw_only=True)
class WorkerState:
    """A worker as the store knows it. `state`: running, draining (it ends after its visits), ended, or lost
    (it said nothing for as long as a lease lasts: killed, stopped, or cut off). `groups`: the platforms that
    it visits, and since when."""

    name: str
    state: str
    host: str
    directory: str
    started_at: datetime
    ended_at: datetime | None
    reason: str | None
    visits: int
    pages: int
    groups: dict[str, datetime]

    @property
    def runs(self) -> bool:
        return self.state in ("running", "draining")

    def as_json(self) -> dict[str, Any]:
        """What programs get; moments as the store writes them."""
        return {
            "name": self.name,
            "state": self.state,
            "host": self.host,
            "started_at": stamp(self.started_at),
            "ended_at": stamp(self.ended_at) if self.ended_at else None,
            "reason": self.reason,
            "visits": self.visits,
            "pages": self.pages,
            "groups": {name: stamp(since) for name, since in self.groups.items()},
        }


class Workers:
    """The table of workers on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def directory_of(self, name: str) -> str | None:
        """The name of the data directory that has the archive of a worker; None for an unknown worker."""
        found = select(workers.c.directory).where(workers.c.name == name)
        return self._connection.execute(found).scalar()

    def directories(self) -> dict[str, str]:
        """The same of every worker, by its name."""
        return {
            row[0]: row[1] for row in self._connection.execute(select(workers.c.name, workers.c.directory))
        }

    def begin(
        self, name: str, *, directory: str, host: str, holder: str, now: datetime, until: datetime
    ) -> None:
        """Writes down that a worker has started, and counts as running `until` then."""
        row: dict[str, Any] = {"name": name, "directory": directory, "host": host, "holder": holder}
        row |= {"started_at": stamp(now), "lease_until": stamp(until), "drain_at": None, "ended_at": None}
        _BEGUN.write(self._connection, [{**row, "reason": None, "visits": 0, "pages": 0}])

    def renew(self, name: str, holder: str, until: datetime, *, visits: int, pages: int) -> bool:
        """Writes down how far a worker is, and that it counts as running `until` then; whether it was asked
        to end after its visits."""
        own = (workers.c.name == name, workers.c.holder == holder)
        known = {"lease_until": stamp(until), "visits": visits, "pages": pages}
        self._connection.execute(update(workers).where(*own).values(known))
        asked = select(workers.c.drain_at).where(*own)
        return self._connection.execute(asked).scalar() is not None

    def end(self, name: str, holder: str, now: datetime, reason: str, *, visits: int, pages: int) -> None:
        """Writes down that a worker has ended, and why."""
        own = (workers.c.name == name, workers.c.holder == holder)
        known = {"ended_at": stamp(now), "reason": reason, "visits": visits, "pages": pages}
        self._connection.execute(update(workers).where(*own).values(known))

    def drain(self, name: str, now: datetime) -> None:
        """Asks a worker to end after its visits."""
        self._connection.execute(update(workers).where(workers.c.name == name).values(drain_at=stamp(now)))

    def all(self, now: datetime) -> list[WorkerState]:
        """Every worker that ever crawled into the store, by name."""
        held = select(groups.c.holder, groups.c.grp, groups.c.taken_at).where(
            groups.c.lease_until > stamp(now), groups.c.taken_at.is_not(None)
        )
        visited: dict[str, dict[str, datetime]] = defaultdict(dict)
        for row in self._connection.execute(held.order_by(groups.c.grp)):
            visited[row.holder][row.grp] = from_stamp(row.taken_at)
        known = self._connection.execute(select(workers).order_by(workers.c.name)).mappings().all()
        return [_state(row, visited.get(row["holder"], {}), now) for row in known]


def _state(row: RowMapping, visited: dict[str, datetime], now: datetime) -> WorkerState:
    ended = from_stamp(row["ended_at"]) if row["ended_at"] else None
    state = "draining" if row["drain_at"] else "running"
    if ended is not None:
        state = "ended"
    elif row["lease_until"] <= stamp(now):
        state = "lost"
    same = {name: row[name] for name in ("name", "host", "directory", "reason", "visits", "pages")}
    return WorkerState(
        state=state, started_at=from_stamp(row["started_at"]), ended_at=ended, groups=visited, **same
    )


_BEGUN = insert_or_update(
    workers,
    lambda new: {column.name: new[column.name] for column in workers.columns if column.name != "name"},
)
