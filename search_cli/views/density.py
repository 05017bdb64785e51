"""`compare --density`: shares of each outlet's output, and how they were amplified."""

from __future__ import annotations

from search_cli.corpus import intervals
from search_cli.corpus.comparison import Comparison
from search_cli.corpus.density import Density, Reference, line_densities, line_rows
from search_cli.views import bars
from search_cli.views.comparison import head_of, notes_of
from search_cli.views.timeline import percent, spelled, write_notes
from shengmei.console import formats, streams, tables, text
from shengmei.console.translation import message

COLUMNS = ("label", "from", "count", "all", "share", "low", "high", "past", "against")


def write(form: formats.Form | None, index: str, found: Comparison, beside: Reference | None) -> None:
    if form == "json":
        said = head_of(found, index) | {"against": beside.query.understood if beside else None}
        lines = [
            {"label": one.label, "buckets": list(line_rows(found, number, beside))}
            for number, one in enumerate(found.lines)
        ]
        streams.write_json({**said, "lines": lines}, indent=2)
    elif form:
        rows = (
            {"label": one.label, **row}
            for number, one in enumerate(found.lines)
            for row in line_rows(found, number, beside)
        )
        formats.write_rows(form, rows, [tables.Column(name) for name in COLUMNS])
        write_notes(_notes(found, beside))
    else:
        _write_people(found, beside)


def _notes(found: Comparison, beside: Reference | None) -> list[str]:
    """What the columns cannot say: also why that of the reference is empty."""
    if beside is None or any(beside.all.values()):
        return notes_of(found)
    nothing = message(
        "no article of these times is of {query}, so nothing is held against it",
        query=beside.query.understood,
    )
    return [*notes_of(found), nothing]


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
        densities = dict(zip(found.buckets, line_densities(found, number, beside), strict=True))
        names = {spelled(day, found.interval): day for day in found.buckets}
        rows: list[dict[str, str]] = []
        for name, count in bars.shortened([(name, densities[day].number) for name, day in names.items()]):
            rows.append({"from": name} if count is None else _cells(name, densities[names[name]]))
        tables.write(rows, columns)
    if beside:
        streams.out(
            streams.style(
                message("× reference: the share of {query}", query=text.safe(beside.query.understood)),
                dim=True,
            )
        )
    for note in _notes(found, beside):
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
