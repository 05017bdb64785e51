"""Pages that list articles: those whose last fetching led to nothing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from crawler.store.schema import frontier

FAILED = ("failed", "empty", "unreadable", "gone", "disallowed")


@dataclass(frozen=True, kw_only=True)
class FailedLists:
    """How many lists of a site failed when they were last tried, and of how many; `reason` of one of them."""

    site: str
    failed: int
    known: int
    reason: str | None


class Lists:
    """The lists on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def failed(self) -> list[FailedLists]:
        """The sites that have any, the most first."""
        counted = (
            select(
                frontier.c.site,
                func.count().filter(frontier.c.state.in_(FAILED)),
                func.count(),
                func.max(frontier.c.last_error).filter(frontier.c.state.in_(FAILED)),
            )
            .where(frontier.c.kind == "list")
            .group_by(frontier.c.site)
        )
        found = [
            FailedLists(site=row[0], failed=row[1], known=row[2], reason=row[3])
            for row in self._connection.execute(counted)
            if row[1]
        ]
        return sorted(found, key=lambda one: (-one.failed, one.site))
