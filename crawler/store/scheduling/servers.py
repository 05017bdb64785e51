"""When servers were last asked, and which are left alone: politeness that holds over several runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from crawler.store.databases.upserts import insert_or_update
from crawler.store.schema import frontier, servers
from crawler.store.values import from_stamp, stamp


@dataclass(frozen=True)
class Pause:
    """Until when some servers are left alone, and why. `url`: the address that met the reason."""

    until: datetime
    reason: str
    url: str
    failures: int  # pauses in a row without an answer between them


class ServerTimes:
    """The table of servers on one connection; a server is a throttle group, or a host of one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def last_requests(self) -> dict[str, float]:
        """When each server was last asked, in seconds since 1970."""
        asked = select(servers.c.name, servers.c.asked_at).where(servers.c.asked_at.is_not(None))
        return {row[0]: from_stamp(row[1]).timestamp() for row in self._connection.execute(asked)}

    def pauses(self) -> dict[str, Pause]:
        """The pauses, also those that have ended without an answer since. The end of one stands in one place:
        it is when the address that met the reason is due again. One whose address has been answered since, in
        a crawl that did not know of the pause, is none: its next visit may be a year away."""
        known = (
            select(servers, frontier.c.due_at)
            .join(frontier, frontier.c.url == servers.c.waits_for)
            .where(frontier.c.due_at.is_not(None), frontier.c.state.in_(_UNANSWERED))
        )
        return {
            row.name: Pause(from_stamp(row.due_at), row.reason or "", row.waits_for, row.failures)
            for row in self._connection.execute(known)
        }

    def record_requests(self, asked: Mapping[str, float]) -> None:
        """Writes down when servers were asked."""
        rows = [
            {"name": name, "asked_at": stamp(datetime.fromtimestamp(at).astimezone()), "failures": 0}
            for name, at in asked.items()
        ]
        _ASKED.write(self._connection, rows)

    def record_pauses(self, changed: Mapping[str, Pause | None]) -> None:
        """Writes down pauses that have begun, and with None that a server answers again."""
        rows = [
            {
                "name": name,
                "failures": pause.failures if pause else 0,
                "waits_for": pause.url if pause else None,
                "reason": pause.reason if pause else None,
            }
            for name, pause in changed.items()
        ]
        _PAUSED.write(self._connection, rows)


_UNANSWERED = ("failed", "fetching", "discovered")  # the last one: it was being fetched again by a dead run
_ASKED = insert_or_update(servers, lambda new: {"asked_at": new.asked_at})
_PAUSED = insert_or_update(
    servers, lambda new: {name: new[name] for name in ("failures", "waits_for", "reason")}
)
