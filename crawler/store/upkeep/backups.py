"""What the store knows of its backups, and what a restored one forgets of its indexes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from crawler.store.schema import about, backups, dead_letters, readers
from crawler.store.values import stamp

RESTORED = "restored"  # key in `about`: when


class Backups:
    """The backups on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, path: str, at: datetime) -> None:
        """A backup was made there; an earlier one of that place is no more."""
        self._connection.execute(delete(backups).where(backups.c.path == path))
        self._connection.execute(insert(backups), [{"path": path, "at": stamp(at)}])

    def known(self) -> list[tuple[str, str]]:
        """Places and times of the backups, oldest first."""
        rows = self._connection.execute(select(backups).order_by(backups.c.at))
        return [(row.path, row.at) for row in rows]

    def mark_restored(self, at: datetime) -> None:
        """This store is as it was once: indexes were fed from what came after, so none is known any more."""
        self._connection.execute(delete(dead_letters))
        self._connection.execute(delete(readers))
        self._connection.execute(delete(about).where(about.c.key == RESTORED))
        self._connection.execute(insert(about), [{"key": RESTORED, "value": stamp(at)}])

    def restored(self) -> str | None:
        """When this store was restored from a backup; None where it never was."""
        found = select(about.c.value).where(about.c.key == RESTORED)
        return self._connection.execute(found).scalar_one_or_none()
