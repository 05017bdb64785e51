"""At which hour of the day, and on which day of the week, articles were published; in Beijing."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date, datetime
from typing import get_args

from indexer.search import Query, SearchIndex, Timeline
from indexer.search.results import Cycle
from shengmei.timezone import SHANGHAI

CYCLES: tuple[Cycle, ...] = get_args(Cycle)
HOURS = tuple(f"{hour:02}" for hour in range(24))
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_KNOWS_HOUR = ("hour", "minute", "second")  # precisions
_MOST_DAYS = 1_000_000


def cycle(index: SearchIndex, query: Query, by: Cycle) -> Timeline:
    """The hits over the 24 hours (`00` to `23`) or seven weekdays (`Mon` to `Sun`). `coarser` are those whose
    page prints a date without an hour, or of weekdays without a day; for hours every hit is read."""
    return _hours(index, query) if by == "hour" else _weekdays(index, query)


def _weekdays(index: SearchIndex, query: Query) -> Timeline:
    days = index.facet(query, "published_day", limit=_MOST_DAYS)
    months = index.facet(query, "published_month", limit=0)
    found = Counter[str]()
    for day, count in days.values:
        with suppress(ValueError):  # what is no day counts as none
            found[WEEKDAYS[date.fromisoformat(day).weekday()]] += count
    undated = months.without
    return _timeline("weekday", days.total, found, WEEKDAYS, undated)


def _hours(index: SearchIndex, query: Query) -> Timeline:
    found = Counter[str]()
    total = undated = 0
    for portion in index.scan(query):
        for hit in portion.hits:
            total += 1
            at = hit.document.get("published")
            undated += at is None
            if at and hit.document.get("published_precision") in _KNOWS_HOUR:
                found[HOURS[datetime.fromisoformat(at).astimezone(SHANGHAI).hour]] += 1
    return _timeline("hour", total, found, HOURS, undated)


def _timeline(by: Cycle, total: int, found: Counter[str], names: tuple[str, ...], undated: int) -> Timeline:
    return Timeline(
        interval=by,
        total=total,
        buckets=tuple((name, found[name]) for name in names),
        undated=undated,
        coarser=total - undated - sum(found.values()),
    )
