"""Two fields against each other: a table with sums for a person, a row a cell for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from indexer.search import Query
from search_cli.corpus import intervals
from search_cli.corpus.crosstab import Crosstab
from search_cli.views.facets import heading, left_out
from search_cli.views.hits import asked
from shengmei.console import formats, streams, tables
from shengmei.console.translation import translated

NONE = "(none)"
TOTAL = "all"


def write(form: formats.Form | None, query: Query, index: str, found: Crosstab, *, shares: bool) -> None:
    """`shares`: a person gets shares of each row instead of numbers; programs get both."""
    if form == "json":
        said = {"query": asked(query), "index": index, "counts": found.first.counts, "total": found.total}
        fields = {"fields": [found.first.field, found.second.field]}
        others = {"others": [found.first.others, found.second.others]}
        streams.write_json({**said, **fields, **others, "cells": list(_cells(found))}, indent=2)
    elif form:
        formats.write_rows(form, _cells(found), [tables.Column(name) for name in _names(found)])
        for one in (found.first, found.second):
            for note in left_out(one):
                streams.note(f"{heading(one)}: {note}")
    else:
        _write_table(found, shares)


def _names(found: Crosstab) -> tuple[str, ...]:
    return (found.first.field, found.second.field, "count", "of_row", "of_column", "share", "low", "high")


def _cells(found: Crosstab) -> Iterator[dict[str, Any]]:
    """`share` is that of the row, `low` and `high` its confidence interval; an absent value is null."""
    for row in found.rows:
        of_row = found.of_row(row)
        for column in found.columns:
            count = found.cell(row, column)
            yield {
                found.first.field: row,
                found.second.field: column,
                "count": count,
                "of_row": of_row,
                "of_column": found.of_column(column),
                "share": round(count / of_row, 4) if of_row else None,
                **intervals.bounds(count, of_row),
            }


def _write_table(found: Crosstab, shares: bool) -> None:
    rows = []
    for row in found.rows:
        of_row = found.of_row(row)
        cells = {
            str(number): _cell(found.cell(row, column), of_row, shares)
            for number, column in enumerate(found.columns)
        }
        rows.append({"row": translated(NONE) if row is None else row, TOTAL: f"{of_row:,}", **cells})
    sums = {
        str(number): _cell(found.of_column(column), found.total, shares)
        for number, column in enumerate(found.columns)
    }
    rows.append({"row": translated(TOTAL), TOTAL: f"{found.total:,}", **sums})
    columns = [_column(number, column) for number, column in enumerate(found.columns)]
    first = tables.Column("row", f"{heading(found.first)} \\ {heading(found.second)}", as_is=True)
    tables.write_below(rows, first, [tables.Column(TOTAL, right=True), *columns])
    for one in (found.first, found.second):
        for note in left_out(one):
            streams.out(streams.style(f"{heading(one)}: {note}", dim=True))


def _column(number: int, value: str | None) -> tables.Column:
    return tables.Column(str(number), value or NONE, right=True, as_is=value is not None)


def _cell(count: int, of_row: int, shares: bool) -> str:
    if not shares:
        return f"{count:,}"
    return f"{count / of_row:.1%}" if of_row else "-"
