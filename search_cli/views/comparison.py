"""Queries side by side along time, or one over a field: as a table, for programs, as a chart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from indexer.search import And, Counts, Node, Query, counted_field
from search_cli import plot
from search_cli.corpus.comparison import Comparison, QueryTimeline, bucket, parts, query_label
from search_cli.views import bars, charts
from search_cli.views.hits import NOUNS, asked
from search_cli.views.timeline import head, notes, percent, spelled, write_notes
from shengmei.console import formats, streams, tables, text
from shengmei.console.text import counted
from shengmei.console.translation import heading, message, messages, translated

COLUMNS = ("label", "from", "count", "all", "share", "low", "high")
NAMED = 60  # characters of the queries that a title names; more stand in the legend only


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
    columns = [
        tables.Column(str(number), label, right=True, as_is=True) for number, label in enumerate(labels)
    ]
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
        said.append(
            messages(
                "{number:,} more value of {field}; --limit shows more",
                "{number:,} more values of {field}; --limit shows more",
                found.left_out,
                field=found.over,
            )
        )
    if found.without:
        said.append(
            messages(
                "{articles} has no {field}",
                "{articles} have no {field}",
                found.without,
                articles=counted(found.without, *NOUNS[_counted(found)]),
                field=found.over,
            )
        )
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
    gaps = (
        [translated("a gap in a line: nothing at all was published")]
        if any(None in one.values for one in series)
        else []
    )
    return plot.Chart(
        title=charts.title(_title(found), heading(found.interval)),
        kind="lines",
        heading=heading(found.interval),
        labels=tuple(spelled(day, found.interval) for day in found.buckets),
        series=tuple(series),
        shares=shares,
        counted=NOUNS[_counted(found)][1],
        notes=(*notes_of(found), *gaps),
    )


def _title(found: Comparison) -> str:
    """`"湿地" over province`, `"湿地", "东湖", each with kind:"video"`, or how many queries there are."""
    if found.over:
        return message("{query} over {field}", query=query_label(found.asked), field=found.over)
    labels, common = _short(found)
    named = ", ".join(labels)
    shown = named if len(named) <= NAMED else counted(len(labels), "query", "queries")
    return message("{shown}, each with {common}", shown=shown, common=common) if common else shown


def _short(found: Comparison) -> tuple[list[str], str]:
    """What tells the lines apart, for people, and what all of their queries ask for: `湿地 date:2021` and
    `东湖 date:2021` are `"湿地"` and `"东湖"`, each with `date:2021-01-01..2021-12-31`."""
    whole = [one.label for one in found.lines]
    if found.over:
        return whole, ""
    asked_for = [parts(one.query) for one in found.lines]
    common = tuple(part for part in asked_for[0] if all(part in one for one in asked_for))
    own = [tuple(part for part in one if part not in common) for one in asked_for]
    if not common or not all(own):
        return whole, ""
    return [_spelled(parts) for parts in own], _spelled(common)


def _spelled(nodes: tuple[Node, ...]) -> str:
    return Query(root=And(nodes) if len(nodes) > 1 else nodes[0]).understood
