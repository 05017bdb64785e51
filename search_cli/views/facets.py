"""Counted values: as a table, for programs, as a chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from indexer.search import Facet, Query, counted_field, typed
from search_cli import plot
from search_cli.corpus import intervals
from search_cli.corpus.comparison import query_label
from search_cli.corpus.crosstab import TIMES
from search_cli.views import charts
from search_cli.views.hits import NOUNS, asked
from shengmei.console import formats, streams, tables, translation
from shengmei.console.text import counted
from shengmei.console.translation import message, messages
from shengmei.problems import UsageProblem

COLUMNS = ("field", "value", "count", "share", "low", "high")


def fields(named: str) -> list[str]:
    """`province,reporter` gives `["province", "reporters"]`; raises `UsageProblem` for no such field."""
    names = dict.fromkeys(name.strip() for name in named.split(","))
    try:
        return [counted_field(name) for name in names]
    except UsageProblem as problem:
        raise UsageProblem(message("{problem} See: shengmei facets --help", problem=problem)) from None


def write_facets(form: formats.Form | None, query: Query, index: str, found: Sequence[Facet]) -> None:
    """`--json` one answer with all fields, `--jsonl` and `--csv` a value a line."""
    if form == "json":
        answer = {"query": asked(query), "index": index, "counts": found[0].counts, "total": found[0].total}
        streams.write_json({**answer, "facets": list(map(_facet, found))}, indent=2)
    elif form:
        formats.write_rows(form, _rows(found), [tables.Column(name) for name in COLUMNS])
        for one in found:
            for note in left_out(one):
                streams.note(f"{heading(one)}: {note}")
    else:
        for one in found:
            _write_person(one)


def _facet(facet: Facet) -> dict[str, Any]:
    return {
        "field": facet.field,
        "values": [
            {
                "value": value,
                "count": count,
                "share": _share(facet, count),
                **intervals.bounds(count, facet.total),
            }
            for value, count in facet.values
        ],
        "without": facet.without,
        "others": facet.others,
        "other_documents": facet.other_documents,
    }


def _rows(found: Sequence[Facet]) -> Iterator[dict[str, Any]]:
    for facet in found:
        for value, count in facet.values:
            share = {"share": _share(facet, count), **intervals.bounds(count, facet.total)}
            yield {"field": facet.field, "value": value, "count": count, **share}


def _share(facet: Facet, count: int) -> float:
    """Of all articles that the query finds, those without the field included; four digits."""
    return round(count / facet.total, 4)


def _write_person(facet: Facet) -> None:
    """A table with shares of the hits, and what it leaves out."""
    rows = [
        {
            "value": value,
            "number": f"{count:,}",
            "share": f"{count / facet.total:.1%}",
            "range": intervals.spelled(count, facet.total),
        }
        for value, count in facet.values
    ]
    columns = [
        tables.Column("value", heading(facet), as_is=True),
        tables.Column("number", NOUNS[facet.counts][1], right=True),
        tables.Column("share", right=True),
        tables.Column("range", "95 %", right=True),
    ]
    tables.write(rows, columns)
    for note in left_out(facet):
        streams.out(streams.style(note, dim=True))
    streams.out()


def heading(facet: Facet) -> str:
    """`month`, `reporter`, for people; programs get the index's own name."""
    return typed(facet.field)


def left_out(facet: Facet) -> list[str]:
    """What a table of this facet does not show, in sentences."""
    said = []
    if facet.others:
        values = counted(facet.others, "more value")
        times = messages("once", "{number:,} times", facet.other_documents)
        said.append(message("{values}, {times}; --limit shows more", values=values, times=times))
    if facet.without:
        said.append(
            messages(
                "{number:,} of {articles} has no {field}",
                "{number:,} of {articles} have no {field}",
                facet.without,
                articles=counted(facet.total, *NOUNS[facet.counts]),
                field=heading(facet),
            )
        )
    return said


def facet_chart(facet: Facet, query: Query) -> plot.Chart:
    """Lying bars, the most frequent value on top; days, months and years in their own order."""
    values = facet.values or (("-", 0),)
    if facet.field in TIMES:
        values = tuple(sorted(values))
    return plot.Chart(
        title=charts.title(query_label(query), heading(facet)),
        kind="bars",
        heading=heading(facet),
        labels=tuple(value for value, _ in values),
        series=(
            plot.Series(
                translation.heading(NOUNS[facet.counts][1]), tuple(float(count) for _, count in values)
            ),
        ),
        notes=tuple(left_out(facet)),
        counted=NOUNS[facet.counts][1],
    )
