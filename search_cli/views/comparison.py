"""Queries side by side along time, or one over a field: as a table, for programs, as a chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from indexer.search import And, Counts, Dates, Interval, Keyword, Node, Or, Query, SearchIndex, counted_field
from indexer.search.language.parser import parse
from indexer.search.text.fold import fold
from search_cli import plot
from search_cli.denominators import all_articles
from search_cli.views import bars, charts
from search_cli.views.hits import NOUNS, asked
from search_cli.views.timeline import (
    QueryTimeline,
    bucket,
    head,
    notes,
    percent,
    query_timeline,
    spelled,
    write_notes,
)
from shengmei.console import formats, streams, tables, text
from shengmei.console.text import counted

GAP = "a gap in a line: nothing at all was published"
COLUMNS = ("label", "from", "count", "all", "share", "low", "high")
NAMED = 60  # characters of the queries that a title names; more stand in the legend only


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


def side_by_side(index: SearchIndex, texts: Sequence[str], by: str, *, normalise: bool = False) -> Comparison:
    """Each text is a query of its own; raises `QueryError`."""
    lines = [query_timeline(index, parse(one), by) for one in texts]
    withins = [None] * len(lines) if normalise else []
    return _compared(index, _any_of([one.query for one in lines]), by, lines, withins)


def _any_of(queries: Sequence[Query]) -> Query:
    """The query for what any of them finds. Filters of days that all of them have stay filters of the whole:
    they bound the timeline."""
    roots = tuple(one.root for one in queries if one.root is not None)
    if len(roots) < len(queries):
        return Query()
    first, *others = map(_parts, queries)
    days = [part for part in first if isinstance(part, Dates) and all(part in one for one in others)]
    return Query(root=And((Or(roots), *days)) if days else Or(roots))


def over(
    index: SearchIndex, typed: str, field: str, by: str, limit: int, *, normalise: bool = False
) -> Comparison:
    """The query for each of the most frequent values of a field; shares are of all articles of the value."""
    name = counted_field(field)
    asked_for = parse(typed)
    facet = index.facet(asked_for, name, limit=limit)
    # A name in two scripts is found by either: one line, as the more frequent one has it.
    values = {fold(value): value for value, _ in reversed(facet.values)}
    withins = [Keyword(name, value) for value, _ in facet.values if values[fold(value)] == value]
    lines = [
        replace(query_timeline(index, parse(typed, filters=[within]), by), label=within.value)
        for within in withins
    ]
    found = _compared(index, asked_for, by, lines, withins if normalise else [])
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


def write_comparison(form: formats.Form | None, index: str, found: Comparison) -> None:
    """A column for each line; programs get a row for each bucket and line."""
    if form == "json":
        streams.write_json(_comparison(found, index), indent=2)
    elif form:
        columns = [tables.Column(name) for name in COLUMNS]
        formats.write_rows(form, _rows(found), columns)
        write_notes(notes_of(found))
    else:
        _write_table(found)


def head_of(found: Comparison, index: str) -> dict[str, Any]:
    """What was compared, for programs."""
    return {
        "query": asked(found.asked),
        "index": index,
        "counts": _counted(found),
        "by": found.interval,
        "over": counted_field(found.over) if found.over else None,
        "left_out": found.left_out,
        "without": found.without,
    }


def _counted(found: Comparison) -> Counts:
    return found.lines[0].timeline.counts if found.lines else "documents"


def _comparison(found: Comparison, index: str) -> dict[str, Any]:
    return head_of(found, index) | {
        "lines": [
            {
                "label": one.label,
                **{name: value for name, value in head(one, index).items() if name != "index"},
                "buckets": [bucket(one, day, _counts(one).get(day, 0)) for day in found.buckets],
            }
            for one in found.lines
        ],
    }


def _rows(found: Comparison) -> Iterator[dict[str, Any]]:
    for one in found.lines:
        counts = _counts(one)
        for day in found.buckets:
            yield {"label": one.label, **bucket(one, day, counts.get(day, 0))}


def _counts(one: QueryTimeline) -> dict[str, int]:
    return dict(one.timeline.buckets)


def _write_table(found: Comparison) -> None:
    """A line for each bucket, one for a long gap; more columns than the terminal is wide go below."""
    labels, _ = _short(found)
    columns = [tables.Column(str(number), label, right=True) for number, label in enumerate(labels)]
    counts = [_counts(one) for one in found.lines]
    names = {spelled(day, found.interval): day for day in found.buckets}
    totals = [(name, sum(one.get(day, 0) for one in counts)) for name, day in names.items()]
    rows = []
    for name, total in bars.shortened(totals):
        if total is None:
            rows.append({"from": name})
            continue
        day = names[name]
        cells = {
            str(number): _cell(one, day, counts[number].get(day, 0)) for number, one in enumerate(found.lines)
        }
        rows.append({"from": name, **cells})
    if columns:
        tables.write_below(rows, tables.Column("from", found.interval), columns)
    for note in notes_of(found):
        streams.out(streams.style(text.safe(note), dim=True))


def _cell(one: QueryTimeline, day: str, count: int) -> str:
    return f"{count:,}" if one.all_articles is None else percent(one.share(day, count))


def notes_of(found: Comparison) -> list[str]:
    """What the lines do not hold, in sentences."""
    said = [f"{one.label}: {note}" for one in found.lines for note in notes(one.timeline)]
    if found.left_out:
        values = "value" if found.left_out == 1 else "values"
        said.append(f"{found.left_out:,} more {values} of {found.over}; --limit shows more")
    if found.without:
        has = "has" if found.without == 1 else "have"
        said.append(f"{counted(found.without, *NOUNS[_counted(found)])} {has} no {found.over}")
    return said


def comparison_chart(found: Comparison) -> plot.Chart:
    """A line for each; with shares, a gap where nothing was published."""
    shares = any(one.all_articles is not None for one in found.lines)
    series = []
    labels, _ = _short(found)
    for label, one in zip(labels, found.lines, strict=True):
        counts = _counts(one)
        numbers = [(day, counts.get(day, 0)) for day in found.buckets]
        values = [one.share(day, n) if shares else float(n) for day, n in numbers]
        series.append(plot.Series(label, tuple(values)))
    gaps = [GAP] if any(None in one.values for one in series) else []
    return plot.Chart(
        title=charts.title(_title(found), found.interval),
        kind="lines",
        heading=found.interval,
        labels=tuple(spelled(day, found.interval) for day in found.buckets),
        series=tuple(series),
        shares=shares,
        counted=NOUNS[_counted(found)][1],
        notes=(*notes_of(found), *gaps),
    )


def _title(found: Comparison) -> str:
    """`"湿地" over province`, `"湿地", "东湖", each with kind:"video"`, or how many queries there are."""
    if found.over:
        return f"{charts.query_label(found.asked)} over {found.over}"
    labels, common = _short(found)
    named = ", ".join(labels)
    shown = named if len(named) <= NAMED else f"{len(labels)} queries"
    return f"{shown}, each with {common}" if common else shown


def _short(found: Comparison) -> tuple[list[str], str]:
    """What tells the lines apart, for people, and what all of their queries ask for: `湿地 date:2021` and
    `东湖 date:2021` are `"湿地"` and `"东湖"`, each with `date:2021-01-01..2021-12-31`."""
    whole = [one.label for one in found.lines]
    if found.over:
        return whole, ""
    asked_for = [_parts(one.query) for one in found.lines]
    common = tuple(part for part in asked_for[0] if all(part in one for one in asked_for))
    own = [tuple(part for part in parts if part not in common) for parts in asked_for]
    if not common or not all(own):
        return whole, ""
    return [_spelled(parts) for parts in own], _spelled(common)


def _parts(query: Query) -> tuple[Node, ...]:
    if query.root is None:
        return ()
    return query.root.clauses if isinstance(query.root, And) else (query.root,)


def _spelled(parts: tuple[Node, ...]) -> str:
    return Query(root=And(parts) if len(parts) > 1 else parts[0]).understood
