"""`compare --density`: shares of each outlet's output, and how they were amplified."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indexer.search import Keyword, Or, Query, SearchIndex
from indexer.search.language.parser import parse
from search_cli.corpus import intervals
from search_cli.corpus.amplification import Density, densities
from search_cli.denominators import all_articles, narrowed
from search_cli.views import bars
from search_cli.views.comparison import Comparison, head_of, notes_of
from search_cli.views.timeline import bucket, percent, spelled, write_notes
from shengmei.console import formats, streams, tables, text

COLUMNS = ("label", "from", "count", "all", "share", "low", "high", "past", "against")


@dataclass(frozen=True, kw_only=True)
class Reference:
    """What the lines are held against: the articles of one outlet, or of any query."""

    query: Query
    counts: tuple[dict[str, int], ...]  # for each line, by bucket: what its query finds of them
    all: dict[str, int]


def reference(index: SearchIndex, found: Comparison, against: str | None) -> Reference | None:
    """`against` is a query (`source:人民日报`), or an outlet's id or name: what has it as site or source. It
    is asked what the lines are. Raises `QueryError`."""
    if against is None or not found.lines:
        return None
    outlet = parse(against)
    if ":" not in against and "：" not in against:
        outlet = Query(root=Or((Keyword("site", against.strip()), Keyword("source", against.strip()))))
    time = index.timeline(found.asked, found.interval)
    asked = [found.asked] if found.over else [one.query for one in found.lines]
    counts = [dict(index.timeline(narrowed(one, outlet), found.interval).buckets) for one in asked]
    return Reference(
        query=outlet,
        counts=tuple(counts * len(found.lines) if found.over else counts),
        all=all_articles(index, found.asked, time, outlet.root),
    )


def write(form: formats.Form | None, index: str, found: Comparison, beside: Reference | None) -> None:
    if form == "json":
        said = head_of(found, index) | {"against": beside.query.understood if beside else None}
        lines = [
            {"label": one.label, "buckets": list(_rows(found, number, beside))}
            for number, one in enumerate(found.lines)
        ]
        streams.write_json({**said, "lines": lines}, indent=2)
    elif form:
        rows = (
            {"label": one.label, **row}
            for number, one in enumerate(found.lines)
            for row in _rows(found, number, beside)
        )
        formats.write_rows(form, rows, [tables.Column(name) for name in COLUMNS])
        write_notes(notes_of(found))
    else:
        _write_people(found, beside)


def _rows(found: Comparison, number: int, beside: Reference | None) -> Iterator[dict[str, Any]]:
    one = found.lines[number]
    counts = dict(one.timeline.buckets)
    for day, density in zip(found.buckets, _densities(found, number, beside), strict=True):
        times = {"past": _rounded(density.past), "against": _rounded(density.against)}
        yield bucket(one, day, counts.get(day, 0)) | times


def _densities(found: Comparison, number: int, beside: Reference | None) -> list[Density]:
    one = found.lines[number]
    counts, every = dict(one.timeline.buckets), one.all_articles or {}
    line = [(counts.get(day, 0), every.get(day, 0)) for day in found.buckets]
    if beside is None:
        return list(densities(line))
    held = [(beside.counts[number].get(day, 0), beside.all.get(day, 0)) for day in found.buckets]
    return list(densities(line, held))


def _rounded(times: float | None) -> float | None:
    return None if times is None else round(times, 3)


def _write_people(found: Comparison, beside: Reference | None) -> None:
    """A table for each line: what it gave of how much, the share, and how many times the others."""
    columns = [
        tables.Column("from", found.interval),
        *(tables.Column(name, right=True) for name in ("articles", "of", "share")),
        tables.Column("range", "95 %", right=True),
        tables.Column("past", "× its past", right=True),
        *([tables.Column("against", "× reference", right=True)] if beside else []),
    ]
    for number, one in enumerate(found.lines):
        if number:
            streams.out()
        streams.out(streams.style(text.safe(one.label), bold=True))
        densities = dict(zip(found.buckets, _densities(found, number, beside), strict=True))
        names = {spelled(day, found.interval): day for day in found.buckets}
        rows: list[dict[str, str]] = []
        for name, count in bars.shortened([(name, densities[day].number) for name, day in names.items()]):
            rows.append({"from": name} if count is None else _cells(name, densities[names[name]]))
        tables.write(rows, columns)
    if beside:
        streams.out(
            streams.style(f"× reference: the share of {text.safe(beside.query.understood)}", dim=True)
        )
    for note in notes_of(found):
        streams.out(streams.style(text.safe(note), dim=True))


def _cells(name: str, density: Density) -> dict[str, str]:
    return {
        "from": name,
        "articles": f"{density.number:,}",
        "of": f"{density.every:,}",
        "share": percent(density.number / density.every if density.every else None),
        "range": intervals.spelled(density.number, density.every),
        "past": _spelled(density.past),
        "against": _spelled(density.against),
    }


def _spelled(times: float | None) -> str:
    return "-" if times is None else f"{times:.2f}"
