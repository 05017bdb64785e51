"""The number of all articles, of which a query's number is a share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from indexer.search import And, Dates, Interval, Node, Query, SearchIndex, Timeline
from search_cli.corpus.cycles import cycle

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def all_articles(
    index: SearchIndex, query: Query, timeline: Timeline, within: Node | None = None
) -> dict[str, int]:
    """All articles (of `within`) in each bucket of the query's timeline; where every hit must meet a `date:`
    filter, those of the same days only: half a month is compared with the same half."""
    if not timeline.buckets:
        return {}
    if timeline.interval == "hour" or timeline.interval == "weekday":
        days = tuple(_dates(query.root))
        return dict(cycle(index, Query(root=And(days) if days else None), timeline.interval).buckets)
    span = Dates(timeline.buckets[0][0], last_day(timeline.buckets[-1][0], timeline.interval))
    clauses: list[Node] = [span, *_dates(query.root), *([within] if within else [])]
    return dict(index.timeline(Query(root=And(tuple(clauses))), timeline.interval).buckets)


def narrowed(query: Query, within: Query) -> Query:
    """What both find."""
    roots = tuple(one.root for one in (query, within) if one.root is not None)
    return Query(root=And(roots) if roots else None)


def last_day(start: str, interval: Interval) -> str:
    """Of the bucket that begins so: `2020-02-01` by month gives `2020-02-29`."""
    day = date.fromisoformat(start)
    if interval not in _MONTHS:
        return (day + timedelta(days=6 if interval == "week" else 0)).isoformat()
    months = day.year * 12 + day.month - 1 + _MONTHS[interval]
    if months // 12 > date.max.year:
        return date.max.isoformat()
    return (date(months // 12, months % 12 + 1, 1) - timedelta(days=1)).isoformat()


def _dates(node: Node | None) -> Iterator[Dates]:
    """The `date:` filters that every hit meets."""
    match node:
        case Dates():
            yield node
        case And(clauses):
            for clause in clauses:
                yield from _dates(clause)
