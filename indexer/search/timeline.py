"""Days of Beijing put together to weeks, months, quarters and years, with the gaps between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import get_args

from indexer.search.errors import QueryError
from indexer.search.query import And, Dates, Node, Query
from indexer.search.results import Interval, Timeline
from shengmei.console.translation import message
from shengmei.problems import UsageProblem

MOST_BUCKETS = 20_000
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAYS = {"day": 1, "week": 7}


def of_counts(
    query: Query, interval: Interval, total: int, days: Mapping[str, int], months: Mapping[str, int]
) -> Timeline:
    """From how many documents that match there are for each `published_day` and `published_month`.

    Raises `UsageProblem` when it would have more than `MOST_BUCKETS`.
    """
    known = _dates(months, "-01")
    counted = known if interval in _MONTHS else _dates(days, "")
    buckets = Counter[date]()
    for day, documents in counted.items():
        buckets[_first(day, interval)] += documents
    dated = sum(known.values())
    return Timeline(
        interval=interval,
        total=total,
        buckets=tuple((day.isoformat(), buckets[day]) for day in _span(query, interval, buckets)),
        undated=total - dated,
        coarser=dated - sum(counted.values()),
    )


def ensure_interval(interval: str) -> None:
    """Raises `UsageProblem` for a word that is none."""
    if interval not in get_args(Interval):
        raise UsageProblem(
            message(
                "{interval} is no interval: take one of {known}",
                interval=interval,
                known=", ".join(get_args(Interval)),
            )
        )


def bounds(query: Query) -> tuple[date, date] | None:
    """The first and last day that every hit must fall between, where `date:` filters say both."""
    filters = list(_top(query.root))
    starts = [_day(one.start) for one in filters if one.start]
    ends = [_day(one.end) for one in filters if one.end]
    return (max(starts), min(ends)) if starts and ends else None


def ensure_few(edges: tuple[date, date], interval: Interval) -> None:
    """Raises `UsageProblem` when the buckets from one day to another are more than `MOST_BUCKETS`."""
    if (buckets := len(_places(edges, interval))) > MOST_BUCKETS:
        raise UsageProblem(
            message(
                "a timeline by {interval} would have {buckets} buckets, {most} are the most: use a coarser "
                "interval, or a date: filter",
                interval=interval,
                buckets=buckets,
                most=MOST_BUCKETS,
            )
        )


def _top(node: Node | None) -> list[Dates]:
    """The `date:` filters that every hit meets."""
    match node:
        case Dates():
            return [node]
        case And(clauses):
            return [found for clause in clauses for found in _top(clause)]
    return []


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise QueryError(message("{day} is no day: write it as 2021-05-23", day=text)) from None


def _dates(counts: Mapping[str, int], rest: str) -> dict[date, int]:
    """`{"2021-05": 3}` with `-01` gives the first of May; what is no date counts as none."""
    found = {}
    for text, documents in counts.items():
        try:
            found[date.fromisoformat(text + rest)] = documents
        except ValueError:
            continue
    return found


def _span(query: Query, interval: Interval, buckets: Mapping[date, int]) -> list[date]:
    """The first days of all buckets, from the first to the last."""
    edges = bounds(query) or ((min(buckets), max(buckets)) if buckets else None)
    if edges is None:
        return []
    ensure_few(edges, interval)
    first = _first(edges[0], interval)
    if interval in _MONTHS:
        return [_of_month(_month(first) + place * _MONTHS[interval]) for place in _places(edges, interval)]
    return [first + timedelta(days=place * _DAYS[interval]) for place in _places(edges, interval)]


def _places(edges: tuple[date, date], interval: Interval) -> range:
    """One number for each bucket, none where the edges are crossed."""
    first, last = (_first(day, interval) for day in edges)
    if interval in _MONTHS:
        return range((_month(last) - _month(first)) // _MONTHS[interval] + 1)
    return range((last - first).days // _DAYS[interval] + 1)


def _first(day: date, interval: Interval) -> date:
    """Of the bucket: 2021-05-23 gives itself, Monday 2021-05-17, 2021-05-01, 2021-04-01 or 2021-01-01."""
    if interval in _MONTHS:
        return _of_month(_month(day) // _MONTHS[interval] * _MONTHS[interval])
    return day - timedelta(days=day.weekday()) if interval == "week" else day


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _of_month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
