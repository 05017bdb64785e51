"""Counted values: as a table, for programs, as a chart. And what `--plot` needs, for all who draw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast, get_args

from indexer.search import CountedField, Facet, Query
from search_cli import plot
from search_cli.views.hits import asked
from shengmei.console import formats, streams, tables
from shengmei.console.text import cut, near, safe
from shengmei.problems import UsageProblem

ALIASES = {
    "reporter": "reporters",
    "editor": "editors",
    "keyword": "keywords",
    "month": "published_month",
    "day": "published_day",
}
LONGEST_TITLE = 240  # columns
COLUMNS = ("field", "value", "count", "share")


# As a person may write it: what stands in a heading is what was typed.
_TYPED = {name: typed for typed, name in ALIASES.items()}


def fields(named: str) -> list[CountedField]:
    """`province,reporter` gives `["province", "reporters"]`; raises `UsageProblem` for no such field."""
    known = (*get_args(CountedField), *ALIASES)
    names = [name.strip() for name in named.split(",")]
    unknown = next((name for name in names if name not in known), None)
    if unknown is not None:
        raise UsageProblem(
            f"no field {unknown!r} to count by.{near(unknown, known)} See: shengmei facets --help"
        )
    return [cast("CountedField", ALIASES.get(name, name)) for name in dict.fromkeys(names)]


def write_facets(form: formats.Form | None, query: Query, index: str, found: Sequence[Facet]) -> None:
    """`--json` one answer with all fields, `--jsonl` and `--csv` a value a line."""
    if form == "json":
        answer = {"query": asked(query), "index": index, "counts": "documents", "total": found[0].total}
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
            {"value": value, "count": count, "share": _share(facet, count)} for value, count in facet.values
        ],
        "without": facet.without,
        "others": facet.others,
        "other_documents": facet.other_documents,
    }


def _rows(found: Sequence[Facet]) -> Iterator[dict[str, Any]]:
    for facet in found:
        for value, count in facet.values:
            yield {"field": facet.field, "value": value, "count": count, "share": _share(facet, count)}


def _share(facet: Facet, count: int) -> float:
    """Of all articles that the query finds, those without the field included; four digits."""
    return round(count / facet.total, 4)


def _write_person(facet: Facet) -> None:
    """A table with shares of the hits, and what it leaves out."""
    rows = [
        {"value": value, "articles": f"{count:,}", "share": f"{count / facet.total:.1%}"}
        for value, count in facet.values
    ]
    columns = [
        tables.Column("value", heading(facet)),
        tables.Column("articles", right=True),
        tables.Column("share", right=True),
    ]
    tables.write(rows, columns)
    for note in left_out(facet):
        streams.out(streams.style(note, dim=True))
    streams.out()


def heading(facet: Facet) -> str:
    """`month`, `reporter`, for people; programs get the index's own name."""
    return _TYPED.get(facet.field, facet.field)


def left_out(facet: Facet) -> list[str]:
    """What a table of this facet does not show, in sentences."""
    said = []
    if facet.others:
        values = "value" if facet.others == 1 else "values"
        times = "once" if facet.other_documents == 1 else f"{facet.other_documents:,} times"
        said.append(f"{facet.others:,} more {values}, {times}; --limit shows more")
    if facet.without:
        said.append(f"{facet.without:,} of {facet.total:,} articles have no {heading(facet)}")
    return said


def facet_chart(facet: Facet, query: Query) -> plot.Chart:
    """Lying bars, the most frequent value on top."""
    values = facet.values or (("-", 0),)
    return plot.Chart(
        title=above(titled(query), heading(facet)),
        kind="bars",
        heading=heading(facet),
        labels=tuple(value for value, _ in values),
        series=(plot.Series("articles", tuple(float(count) for _, count in values)),),
        notes=tuple(left_out(facet)),
    )


def above(what: str, by: str) -> str:
    """The title of a picture, `"长江": by month`; a query of hundreds of words is cut to three lines."""
    return f"{cut(what, LONGEST_TITLE)}: by {by}"


def titled(query: Query) -> str:
    """A query above a picture: `"长江" AND province:"湖北"`, or what no query means."""
    return "all articles" if query.root is None else query.understood


def plotted(file: str | None) -> Path | None:
    """Where to draw to; raises `UsageProblem` before anything is asked."""
    return plot.check(file)


def draw(path: Path | None, charts: list[plot.Chart]) -> None:
    """Writes the picture, where one was asked for and there is something on it, and says in which font.

    To be called before the answer is written: who reads that may go away after ten lines (`| head`).
    """
    if path is not None and charts:
        font = plot.draw(charts, path)
        streams.note(f"drawn to {safe(str(path))} in the font {safe(font)}")
