"""Rows as a table for people, as JSON, JSON lines or CSV for programs: one place for all commands."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, TypeVar

import click

from shengmei.console import streams, tables
from shengmei.console.text import without_controls
from shengmei.console.translation import translated

Form = Literal["json", "jsonl", "csv"]  # None stands for people
Function = TypeVar("Function", bound=Callable[..., Any])

_HELP = {
    "json": "One JSON document.",
    "jsonl": "JSON lines: one object a line.",
    "csv": "CSV in UTF-8 with a byte-order mark, safe to open in a spreadsheet.",
}
# A spreadsheet runs a cell that begins so; those set for Chinese also take the full-width ones.
BOM = b"\xef\xbb\xbf"
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BEGINNINGS = ("\t", "\r", "\n")  # some spreadsheets pass over them and run what follows
APOSTROPHE = "cells that a spreadsheet would run as a formula begin with an apostrophe"
LINE_ENDS = "cells whose carriage returns are line feeds"
REMOVED = "cells without the control and direction characters that a terminal or spreadsheet would obey"


def format_options(*forms: Form, **shapes: str) -> Callable[[Function], Function]:
    """Adds `--json` and its like to a command, as the argument `form`; none given is None: for people.

    `shapes` say what a form is like where `JSON lines: one object a line.` is too little; two forms in one
    call contradict each other, which is exit 2.
    """
    return one_of("form", {form: shapes.get(form, _HELP[form]) for form in forms})


def one_of(name: str, choices: Mapping[str, str]) -> Callable[[Function], Function]:
    """Adds a flag for each choice, with its help; the argument `name` is the one that was given, or None."""

    def chosen(ctx: click.Context, param: click.Parameter, given: bool) -> None:
        choice = str(param.name).removeprefix(f"{name}_")
        before = ctx.params.setdefault(name, None)
        if given and before not in (None, choice):
            said = translated("{one} and {other} contradict each other: take one.")
            raise click.UsageError(said.format(one=f"--{before}", other=f"--{choice}"), ctx)
        if given:
            ctx.params[name] = choice

    def add(function: Function) -> Function:
        for choice in reversed(list(choices)):
            function = click.option(
                f"--{choice}", f"{name}_{choice}", is_flag=True, expose_value=False, callback=chosen,
                help=choices[choice],
            )(function)  # fmt: skip
        return function

    return add


def write_rows(
    form: Form | None, rows: Iterable[Mapping[str, Any]], columns: Sequence[tables.Column]
) -> None:
    """All rows, in the form asked for; what a row does not have stays empty or out."""
    if form == "json":
        streams.write_json(list(rows), indent=2)
    elif form == "jsonl":
        for row in rows:
            streams.write_json(row)
    elif form == "csv":
        write_csv(rows, [column.name for column in columns])
    else:
        tables.write(rows, columns)


def write_csv(rows: Iterable[Mapping[str, Any]], names: Sequence[str]) -> None:
    """A header line and a line for each row, behind a mark by which a spreadsheet knows UTF-8."""
    streams.write_bytes(BOM)
    streams.write_bytes(csv_line(names).encode())
    for row in rows:
        streams.write_bytes(csv_line([row.get(name) for name in names]).encode())


def csv_line(cells: Sequence[Any]) -> str:
    """One CSV line, lists joined by `; `: nothing in it is a formula or moves a cursor."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow([csv_cell(cell) for cell in cells])
    return buffer.getvalue()


def csv_cell(value: Any) -> str:
    return csv_text(value)[0]


def csv_text(value: Any) -> tuple[str, list[str]]:
    """A value as a cell of CSV, and what safety changed: nothing else is. A number is never a formula."""
    if value is None:
        return "", []
    if isinstance(value, bool | int | float):
        return str(value), []
    text, changes = spreadsheet_text(joined(value))
    if text.lstrip().startswith(_FORMULA) or text.startswith(_BEGINNINGS):
        return "'" + text, [*changes, APOSTROPHE]
    return text, changes


def joined(value: Any) -> str:
    """A list joined by `; `, all else as it is."""
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def spreadsheet_text(text: str) -> tuple[str, list[str]]:
    """The text without what moves a cursor or turns its direction, and what was changed. Tabs, line feeds,
    blank lines and blanks at the edges stay."""
    changes = []
    if "\r" in text:
        text, changes = text.replace("\r\n", "\n").replace("\r", "\n"), [LINE_ENDS]
    clean = "\n".join("\t".join(map(without_controls, line.split("\t"))) for line in text.split("\n"))
    return clean, [*changes, *([REMOVED] if clean != text else [])]
