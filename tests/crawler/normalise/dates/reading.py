"""What the tests of dates share: a time of fetching, and a reading in one line to compare."""

from __future__ import annotations

from datetime import datetime

from crawler.items import Timestamp
from crawler.normalise.dates import read_time, written
from shengmei.timezone import SHANGHAI

# A Wednesday, with seconds, so that what is not printed shows when it is taken from here.
FETCHED = datetime(2026, 5, 20, 15, 30, 45, 123456, tzinfo=SHANGHAI)


def read(printed: str, fetched_at: datetime | None = FETCHED) -> str | None:
    """`2021-05-23T21:51:00+08:00 minute`; None where nothing is read."""
    return said(read_time(printed, "page", fetched_at=fetched_at))


def said(found: Timestamp | None) -> str | None:
    return f"{written(found)} {found.precision}" if found else None
