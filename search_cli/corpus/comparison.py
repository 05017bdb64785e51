"""Queries counted along time: one, several side by side, or one over the values of a field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from indexer.search import (
    And,
    Dates,
    Interval,
    Keyword,
    Node,
    Or,
    Query,
    SearchIndex,
    Timeline,
    counted_field,
)
from indexer.search.text.fold import fold
from search_cli.corpus import intervals
from search_cli.corpus.cycles import CYCLES, cycle
from search_cli.corpus.denominators import all_articles
from shengmei.console.translation import translated


@dataclass(frozen=True, kw_only=True)
class QueryTimeline:
    """A query along time; `all_articles`: how many each bucket has in all, where shares were asked for."""

    query: Query
    label: str
    timeline: Timeline
    all_articles: dict[str, int] | None = None

    def share(self, bucket: str, count: int) -> float | None:
        """The share of all articles; None where nothing was published, or shares were not asked for."""
        total = (self.all_articles or {}).get(bucket, 0)
        return count / total if total else None


def query_timeline(index: SearchIndex, query: Query, by: str, *, normalise: bool = False) -> QueryTimeline:
    """The timeline of a query; shares are of all articles. Raises `UsageProblem` for too many buckets."""
    timeline = cycle(index, query, by) if by in CYCLES else index.timeline(query, cast("Interval", by))
    every = all_articles(index, query, timeline) if normalise else None
    return QueryTimeline(query=query, label=query_label(query), timeline=timeline, all_articles=every)


def bucket(found: QueryTimeline, day: str, count: int) -> dict[str, Any]:
    """A row for programs: `from`, `count` and, where shares were asked for, `all`, `share`, `low`, `high`."""
    row: dict[str, Any] = {"from": day, "count": count}
    if found.all_articles is not None:
        every = found.all_articles.get(day, 0)
        row |= {"all": every, "share": found.share(day, count), **intervals.bounds(count, every)}
    return row


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Lines over the same buckets. `asked`: the one query that finds what any of them does."""

    asked: Query
    interval: Interval
    over: str | None  # as one types it: `reporter`; programs get the index's own name
    buckets: tuple[str, ...]
    lines: tuple[QueryTimeline, ...]
    left_out: int = 0  # values of `over` beyond the limit
    without: int = 0  # articles that have no value there


def side_by_side(
    index: SearchIndex, queries: Sequence[Query], by: str, *, normalise: bool = False
) -> Comparison:
    """A line for each query; raises `UsageProblem` for too many buckets."""
    lines = [query_timeline(index, one, by) for one in queries]
    withins = [None] * len(lines) if normalise else []
    return _compared(index, _any_of([one.query for one in lines]), by, lines, withins)


def _any_of(queries: Sequence[Query]) -> Query:
    """The query for what any of them finds. Filters of days that all of them have stay filters of the whole:
    they bound the timeline."""
    roots = tuple(one.root for one in queries if one.root is not None)
    if len(roots) < len(queries):
        return Query()
    first, *others = map(parts, queries)
    days = [part for part in first if isinstance(part, Dates) and all(part in one for one in others)]
    return Query(root=And((Or(roots), *days)) if days else Or(roots))


def over(
    index: SearchIndex, query: Query, field: str, by: str, limit: int, *, normalise: bool = False
) -> Comparison:
    """The query for each of the most frequent values of a field; shares are of all articles of the value."""
    name = counted_field(field)
    facet = index.facet(query, name, limit=limit)
    # A name in two scripts is found by either: one line, as the more frequent one has it.
    values = {fold(value): value for value, _ in reversed(facet.values)}
    withins = [Keyword(name, value) for value, _ in facet.values if values[fold(value)] == value]
    lines = [
        replace(query_timeline(index, _also(query, within), by), label=within.value) for within in withins
    ]
    found = _compared(index, query, by, lines, withins if normalise else [])
    return replace(found, over=field, left_out=facet.others, without=facet.without)


def _compared(
    index: SearchIndex, whole: Query, by: str, lines: list[QueryTimeline], withins: Sequence[Keyword | None]
) -> Comparison:
    """`withins`: what the shares of each line are shares of; empty where none were asked for."""
    interval = cast("Interval", by)
    all_time = index.timeline(whole, interval)
    if withins:
        # Over the time of all lines: a line that begins late has shares of 0 before, not none.
        lines = [
            replace(one, all_articles=all_articles(index, one.query, all_time, within))
            for one, within in zip(lines, withins, strict=True)
        ]
    buckets = tuple(day for day, _ in all_time.buckets)
    return Comparison(asked=whole, interval=interval, over=None, buckets=buckets, lines=tuple(lines))


def _also(query: Query, within: Node) -> Query:
    """The query of which `within` must hold as well."""
    both = tuple(dict.fromkeys((*parts(query), within)))
    return replace(query, root=And(both) if len(both) > 1 else within)


def query_label(query: Query) -> str:
    """A query above a picture: `"长江" AND province:"湖北"`, or what no query means."""
    return translated("all articles") if query.root is None else query.understood


def parts(query: Query) -> tuple[Node, ...]:
    """What every hit must meet, one by one."""
    if query.root is None:
        return ()
    return query.root.clauses if isinstance(query.root, And) else (query.root,)
