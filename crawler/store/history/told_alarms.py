"""The alarms that the operator's own command was called for, and that stand still."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from crawler.store.schema import alarms
from crawler.store.values import stamp

Named = tuple[str, str, str]  # site, kind and subject of an alarm


class ToldAlarms:
    """The alarms told on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, sites: Sequence[str]) -> dict[Named, str]:
        """The alarms of these outlets that were told, with what was said."""
        found = self._connection.execute(select(alarms)).all()
        return {(row.site, row.kind, row.subject): row.text for row in found if row.site in sites}

    def record(self, begun: Mapping[Named, str], over: Sequence[Named], at: datetime) -> None:
        """Writes down what was told: alarms that begin, and alarms that are over."""
        for site, kind, subject in [*over, *begun]:
            this = (alarms.c.site == site, alarms.c.kind == kind, alarms.c.subject == subject)
            self._connection.execute(delete(alarms).where(*this))
        rows = [
            {"site": site, "kind": kind, "subject": subject, "told_at": stamp(at), "text": text}
            for (site, kind, subject), text in begun.items()
        ]
        if rows:
            self._connection.execute(insert(alarms), rows)
