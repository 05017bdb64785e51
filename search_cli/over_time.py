"""Numbers along time: one query, or several side by side; as bars, for programs, as a chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from crawler.console import formats, streams, tables, text
from indexer.search import Facet, Interval, Keyword, KeywordField, Or, Query, SearchIndex, Timeline
from search_cli import bars, plot
from search_cli.counted import ALIASES, titled
from search_cli.output import asked
from search_cli.query import parse
from search_cli.shares import everything

WIDEST_BAR = 50


@dataclass(frozen=True, kw_only=True)
class Line:
    """A query along time; `everything` holds all articles of each bucket, where shares were asked for."""

    query: Query
    label: str
    timeline: Timeline
    everything: dict[str, int] | None = None

    def share(self, bucket: str, count: int) -> float | None:
        """The share of all articles; None where nothing was published, or shares were not asked for."""
        total = (self.everything or {}).get(bucket, 0)
        return count / total if total else None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Lines over the same buckets. `asked`: the one query that finds what any of them does."""

    asked: Query
    interval: Interval
    over: str | None
    buckets: tuple[str, ...]
    lines: tuple[Line, ...]
    left_out: int  # values of `over` beyond the limit
    without: int  # articles that have no value there


def line(
    index: SearchIndex,
    query: Query,
    by: str,
    *,
    normalise: bool = False,
    label: str | None = None,
    within: Keyword | None = None,
) -> Line:
    """The timeline of a query; shares are of all articles (of `within`). Raises `UsageProblem` for one of too
    many buckets."""
    timeline = index.timeline(query, cast("Interval", by))
    every = everything(index, query, timeline, within) if normalise else None
    return Line(query=query, label=label or titled(query), timeline=timeline, everything=every)


def side_by_side(index: SearchIndex, texts: Sequence[str], by: str, *, normalise: bool = False) -> Comparison:
    """Each text is a query of its own; raises `QueryError`."""
    lines = [line(index, parse(one), by, normalise=normalise) for one in texts]
    roots = tuple(one.query.root for one in lines if one.query.root is not None)
    whole = Query(root=Or(roots)) if len(roots) == len(lines) else Query()
    return _compared(index, whole, by, lines)


def over(
    index: SearchIndex, typed: str, field: str, by: str, limit: int, *, normalise: bool = False
) -> Comparison:
    """The query for each of the most frequent values of a field; shares are of all articles of the value."""
    name = cast("KeywordField", ALIASES.get(field, field))
    asked_for = parse(typed)
    facet = index.facet(asked_for, name, limit=limit)  # type: ignore[arg-type]  # keyword fields are counted
    lines = []
    for value, _ in facet.values:
        within = Keyword(name, value)
        narrowed = parse(typed, filters=[within])
        lines.append(line(index, narrowed, by, normalise=normalise, label=value, within=within))
    return _compared(index, asked_for, by, lines, facet)


def _compared(
    index: SearchIndex, whole: Query, by: str, lines: list[Line], facet: Facet | None = None
) -> Comparison:
    interval = cast("Interval", by)
    buckets = tuple(day for day, _ in index.timeline(whole, interval).buckets)
    return Comparison(
        asked=whole,
        interval=interval,
        over=facet.field if facet else None,
        buckets=buckets,
        lines=tuple(lines),
        left_out=facet.others if facet else 0,
        without=facet.without if facet else 0,
    )


def write_timeline(form: formats.Form | None, index: str, found: Line) -> None:
    """Bars for a person; rows of `from`, `count` and, where asked for, `share` and `all` for programs."""
    rows = [_bucket(found, day, count) for day, count in found.timeline.buckets]
    names = ["from", "count", *(["all", "share"] if found.everything is not None else [])]
    if form == "json":
        streams.write_json({**_head(found, index), "buckets": rows}, indent=2)
    elif form:
        formats.write_rows(form, rows, [tables.Column(name) for name in names])
        _tell(notes(found.timeline))
    else:
        _write_bars(found)


def _tell(said: Sequence[str]) -> None:
    """What rows for programs have no place for."""
    for note in said:
        streams.note(text.safe(note))


def _head(found: Line, index: str) -> dict[str, Any]:
    timeline = found.timeline
    return {
        "query": asked(found.query),
        "index": index,
        "counts": "documents",
        "by": timeline.interval,
        "total": timeline.total,
        "undated": timeline.undated,
        "coarser": timeline.coarser,
    }


def _bucket(found: Line, day: str, count: int) -> dict[str, Any]:
    row: dict[str, Any] = {"from": day, "count": count}
    if found.everything is not None:
        row |= {"all": found.everything.get(day, 0), "share": found.share(day, count)}
    return row


def _write_bars(found: Line) -> None:
    """`2021-05   12 ████████`, the share behind the number where it was asked for; gaps are 0."""
    buckets = found.timeline.buckets
    most = max((count for _, count in buckets), default=0)
    digits = len(f"{most:,}")
    for day, count in bars.shortened(buckets):
        if count is None:
            streams.out(streams.style(day, dim=True))
            continue
        share = found.share(day, count)
        said = f"  {_percent(share):>7}" if found.everything is not None else ""
        label = f"{spelled(day, found.timeline.interval)}  {count:>{digits},}{said}"
        room = min(WIDEST_BAR, streams.columns() - text.width(label) - 2)
        streams.out(f"{label}  {streams.style(bars.bar(count, most, room), fg='cyan')}".rstrip())
    for note in notes(found.timeline):
        streams.out(streams.style(note, dim=True))


def notes(timeline: Timeline) -> list[str]:
    """What the buckets do not hold, in sentences."""
    said = [f"{timeline.undated:,} of {timeline.total:,} articles have no date"] if timeline.undated else []
    if timeline.coarser:
        said.append(f"{timeline.coarser:,} of {timeline.total:,} articles say only the month")
    return said


def spelled(day: str, interval: str) -> str:
    """The first day of a bucket as its name: `2021-05`, `2021-Q2`, `2021`; of a week its Monday."""
    if interval == "quarter":
        return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"
    return day[: {"month": 7, "year": 4}.get(interval, 10)]


def timeline_chart(found: Line) -> plot.Chart:
    """Columns: numbers, or shares where they were asked for."""
    timeline, shares = found.timeline, found.everything is not None
    values = tuple(
        (found.share(day, count) or 0.0) if shares else float(count) for day, count in timeline.buckets
    )
    return plot.Chart(
        title=f"{found.label}: by {timeline.interval}",
        kind="columns",
        heading=timeline.interval,
        labels=tuple(spelled(day, timeline.interval) for day, _ in timeline.buckets),
        series=(plot.Series("articles", values),),
        shares=shares,
        notes=tuple(notes(timeline)),
    )


def write_comparison(form: formats.Form | None, index: str, found: Comparison) -> None:
    """A column for each line; programs get a row for each bucket and line."""
    if form == "json":
        streams.write_json(_comparison(found, index), indent=2)
    elif form:
        columns = [tables.Column(name) for name in ("label", "from", "count", "all", "share")]
        formats.write_rows(form, _comparison_rows(found), columns)
        _tell(_comparison_notes(found))
    else:
        _write_table(found)


def _comparison(found: Comparison, index: str) -> dict[str, Any]:
    return {
        "query": asked(found.asked),
        "index": index,
        "counts": "documents",
        "by": found.interval,
        "over": found.over,
        "left_out": found.left_out,
        "without": found.without,
        "lines": [
            {
                "label": one.label,
                **{name: value for name, value in _head(one, index).items() if name != "index"},
                "buckets": [_bucket(one, day, _counts(one).get(day, 0)) for day in found.buckets],
            }
            for one in found.lines
        ],
    }


def _comparison_rows(found: Comparison) -> Iterator[dict[str, Any]]:
    for one in found.lines:
        counts = _counts(one)
        for day in found.buckets:
            yield {"label": one.label, **_bucket(one, day, counts.get(day, 0))}


def _counts(one: Line) -> dict[str, int]:
    return dict(one.timeline.buckets)


def _write_table(found: Comparison) -> None:
    columns = [tables.Column("from", found.interval)]
    columns += [tables.Column(str(number), one.label, right=True) for number, one in enumerate(found.lines)]
    counts = [_counts(one) for one in found.lines]
    rows = []
    for day in found.buckets:
        cells = {
            str(number): _cell(one, day, counts[number].get(day, 0)) for number, one in enumerate(found.lines)
        }
        rows.append({"from": spelled(day, found.interval), **cells})
    tables.write(rows, columns)
    for note in _comparison_notes(found):
        streams.out(streams.style(text.safe(note), dim=True))


def _cell(one: Line, day: str, count: int) -> str:
    return f"{count:,}" if one.everything is None else _percent(one.share(day, count))


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def _comparison_notes(found: Comparison) -> list[str]:
    said = [f"{one.label}: {note}" for one in found.lines for note in notes(one.timeline)]
    if found.left_out:
        said.append(f"{found.left_out:,} more values of {found.over}; --limit shows more")
    return said + ([f"{found.without:,} articles have no {found.over}"] if found.without else [])


def comparison_chart(found: Comparison) -> plot.Chart:
    """A line for each."""
    shares = any(one.everything is not None for one in found.lines)
    series = []
    for one in found.lines:
        counts = _counts(one)
        numbers = [counts.get(day, 0) for day in found.buckets]
        values = [one.share(day, n) or 0.0 for day, n in zip(found.buckets, numbers, strict=True)]
        series.append(plot.Series(one.label, tuple(values if shares else map(float, numbers))))
    title = f"{titled(found.asked)}, over {found.over}" if found.over else "compared"
    return plot.Chart(
        title=f"{title}: by {found.interval}",
        kind="lines",
        heading=found.interval,
        labels=tuple(spelled(day, found.interval) for day in found.buckets),
        series=tuple(series),
        shares=shares,
        notes=tuple(_comparison_notes(found)),
    )
