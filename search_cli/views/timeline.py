"""The timeline of a query: as bars, for programs, as a chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from indexer.search import Timeline
from search_cli import plot
from search_cli.corpus import intervals
from search_cli.corpus.comparison import QueryTimeline, bucket
from search_cli.corpus.cycles import CYCLES
from search_cli.views import bars, charts
from search_cli.views.hits import NOUNS, asked
from shengmei.console import formats, streams, tables, text
from shengmei.console.text import counted
from shengmei.console.translation import heading, messages, translated

WIDEST_BAR = 50


def write_timeline(form: formats.Form | None, index: str, found: QueryTimeline) -> None:
    """Bars for a person; rows of `from`, `count` and, where asked for, `all`, `share` and the bounds of its
    95 % confidence interval for programs."""
    rows = [bucket(found, day, count) for day, count in found.timeline.buckets]
    names = ["from", "count", *(["all", "share", "low", "high"] if found.all_articles is not None else [])]
    if form == "json":
        streams.write_json({**head(found, index), "buckets": rows}, indent=2)
    elif form:
        formats.write_rows(form, rows, [tables.Column(name) for name in names])
        write_notes(notes(found.timeline))
    else:
        _write_bars(found)


def write_notes(said: Sequence[str]) -> None:
    """On stderr what rows for programs have no column for."""
    for note in said:
        streams.note(text.safe(note))


def head(found: QueryTimeline, index: str) -> dict[str, Any]:
    timeline = found.timeline
    return {
        "query": asked(found.query),
        "index": index,
        "counts": timeline.counts,
        "by": timeline.interval,
        "total": timeline.total,
        "undated": timeline.undated,
        "coarser": timeline.coarser,
    }


def _write_bars(found: QueryTimeline) -> None:
    """`2021-05   12 ████████`; where shares were asked for, the share and its confidence interval behind the
    number, and bars by the share. Gaps are 0."""
    buckets = found.timeline.buckets
    shares = found.all_articles is not None
    digits = len(f"{max((count for _, count in buckets), default=0):,}")
    heights = {day: (found.share(day, count) or 0) if shares else count for day, count in buckets}
    most = max(heights.values(), default=0)
    names = {spelled(day, found.timeline.interval): day for day, _ in buckets}
    counts = list(zip(names, (count for _, count in buckets), strict=True))
    for name, count in counts if found.timeline.interval in CYCLES else bars.shortened(counts):
        if count is None:
            streams.out(streams.style(name, dim=True))
            continue
        day = names[name]
        label = f"{name}  {count:>{digits},}{_said(found, day, count) if shares else ''}"
        room = min(WIDEST_BAR, streams.columns() - text.width(label) - 2)
        streams.out(f"{label}  {streams.style(bars.bar(heights[day], most, room), fg='cyan')}".rstrip())
    for note in notes(found.timeline):
        streams.out(streams.style(note, dim=True))


def _said(found: QueryTimeline, day: str, count: int) -> str:
    every = (found.all_articles or {}).get(day, 0)
    return f"  {percent(found.share(day, count)):>7}  {intervals.spelled(count, every):>11}"


def percent(share: float | None) -> str:
    """`12.5%`; a dash where there is nothing to have a share of."""
    return "-" if share is None else f"{share:.1%}"


def notes(timeline: Timeline) -> list[str]:
    """What the buckets do not hold, in sentences."""
    articles, said = counted(timeline.total, *NOUNS[timeline.counts]), []
    if timeline.undated:
        said.append(
            messages(
                "{number:,} of {articles} has no date",
                "{number:,} of {articles} have no date",
                timeline.undated,
                articles=articles,
            )
        )
    if timeline.coarser:
        said.append(
            messages(
                "{number:,} of {articles} says {known}",
                "{number:,} of {articles} say {known}",
                timeline.coarser,
                articles=articles,
                known=translated("only the day" if timeline.interval == "hour" else "only the month"),
            )
        )
    return said


def spelled(day: str, interval: str) -> str:
    """The first day of a bucket as its name: `2021-05`, `2021-Q2`, `2021`; of a week its Monday. A day of the
    week is named in the language of the user."""
    if interval == "weekday":
        return heading(day)
    if interval == "quarter":
        return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"
    return day[: {"month": 7, "year": 4}.get(interval, 10)]


def timeline_chart(found: QueryTimeline) -> plot.Chart:
    """Columns: numbers, or shares where they were asked for."""
    timeline, shares = found.timeline, found.all_articles is not None
    values = tuple(found.share(day, count) if shares else float(count) for day, count in timeline.buckets)
    grey = translated("grey: nothing at all was published")
    return plot.Chart(
        title=charts.title(found.label, heading(timeline.interval)),
        kind="columns",
        heading=heading(timeline.interval),
        labels=tuple(spelled(day, timeline.interval) for day, _ in timeline.buckets),
        series=(plot.Series(heading(NOUNS[timeline.counts][1]), values),),
        shares=shares,
        counted=NOUNS[timeline.counts][1],
        notes=(
            *notes(timeline),
            *([grey] if None in values else []),
        ),
    )
