"""What the lists of each outlet showed when they were last read, and when they last brought something new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from crawler.store.databases.upserts import insert_or_update
from crawler.store.schema import list_readings
from crawler.store.values import stamp


@dataclass(frozen=True, kw_only=True)
class ListReading:
    """One reading of a list: how many addresses of articles it showed, and how many of them were new."""

    url: str
    site: str
    at: datetime
    shown: int
    new: int
    cut: str | None = None  # what of it was not looked at


@dataclass(frozen=True, kw_only=True)
class ListRecord:
    """What is known of a list. Times as the store writes them; None: never."""

    url: str
    site: str
    read_at: str
    shown: int  # addresses of articles, when it was last read
    showed_at: str | None  # when it last showed any
    brought_at: str | None  # when it last brought a new one
    cut: str | None  # what was not looked at when it was last read


class ListReadings:
    """The readings of lists on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, readings: Sequence[ListReading]) -> None:
        """Writes down what lists showed."""
        if not readings:
            return
        rows = [
            {
                "url": one.url,
                "site": one.site,
                "read_at": stamp(one.at),
                "shown": one.shown,
                "cut": one.cut,
                "showed_at": stamp(one.at) if one.shown else None,
                "brought_at": stamp(one.at) if one.new else None,
            }
            for one in readings
        ]
        _RECORDED.write(self._connection, rows)

    def of(self, site: str) -> list[ListRecord]:
        """The lists of an outlet, by address."""
        found = select(list_readings).where(list_readings.c.site == site).order_by(list_readings.c.url)
        return [ListRecord(**row._mapping) for row in self._connection.execute(found)]


def _newest(new: Any) -> dict[str, Any]:
    kept = {name: func.coalesce(new[name], list_readings.c[name]) for name in ("showed_at", "brought_at")}
    return {name: new[name] for name in ("read_at", "shown", "cut")} | kept


_RECORDED = insert_or_update(list_readings, _newest)
