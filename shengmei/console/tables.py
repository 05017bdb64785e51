"""Tables that know how wide a Chinese character is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shengmei.console import streams, text
from shengmei.console.translation import heading

GAP = "  "
# `2021-05`, `2021-05-23`, `2021-05-23 21:51`, `2021-05-23 21时`, `2021-05-23T21+08:00`.
_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d(?:[ T]\d\d(?:时|[:+]\S*))?)?$")
NARROWEST = 4  # columns that a cell keeps when the terminal is too small


@dataclass(frozen=True)
class Column:
    """A column: the key of its value in a row, and the heading (default: the key), which is said in the
    language of the user unless it is a name or a value itself: `as_is`."""

    name: str
    heading: str = ""
    right: bool = False
    as_is: bool = False

    @property
    def shown(self) -> str:
        """The heading as a person reads it."""
        said = self.heading or self.name
        return text.safe(said if self.as_is else heading(said))


def write(rows: Iterable[Mapping[str, Any]], columns: Sequence[Column]) -> None:
    """The table on stdout, no wider than the terminal; into a file or a pipe, with nothing cut."""
    cells = [[shown(row.get(column.name)) for column in columns] for row in rows]
    headings = [column.shown for column in columns]
    widths = [max(map(text.width, one)) for one in zip(headings, *cells, strict=True)]
    if streams.on_terminal():
        widths = fit(widths, streams.columns(), [_least(one) for one in zip(*cells, strict=True)])
    streams.out(streams.style(_line(headings, widths, columns), bold=True))
    for line in cells:
        streams.out(_line(line, widths, columns))


def write_below(rows: Sequence[Mapping[str, Any]], first: Column, columns: Sequence[Column]) -> None:
    """The table with `first` on its left; columns that find no room on the terminal stand in further tables
    below, each with `first` again, so that no name is cut to nothing."""
    for number, part in enumerate(_abreast(rows, first, columns)):
        if number:
            streams.out()
        write(rows, [first, *part])


def _abreast(
    rows: Sequence[Mapping[str, Any]], first: Column, columns: Sequence[Column]
) -> Iterator[list[Column]]:
    """The columns in runs that fit beside `first`; all of them where no terminal is."""
    room = streams.columns() - _wide(rows, first) if streams.on_terminal() else None
    part: list[Column] = []
    used = 0
    for column in columns:
        wide = len(GAP) + _wide(rows, column)
        if part and room is not None and used + wide > room:
            yield part
            part, used = [], 0
        part.append(column)
        used += wide
    yield part


def _wide(rows: Sequence[Mapping[str, Any]], column: Column) -> int:
    cells = (text.width(shown(row.get(column.name))) for row in rows)
    return max([text.width(column.shown), *cells])


def shown(value: Any) -> str:
    """A value as a cell: absent is empty, a list is joined by 、 (the Chinese list comma)."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return text.safe("、".join(map(str, value)))
    return text.safe(str(value))


def fit(widths: Sequence[int], columns: int, least: Sequence[int] = ()) -> list[int]:
    """The widths with the widest made narrower until the table fits, as far as it can; none narrower than
    `least` says of its column."""
    fitted = list(widths)
    lowest = list(least) or [NARROWEST] * len(fitted)
    room = columns - len(GAP) * (len(fitted) - 1)
    while sum(fitted) > room:
        others = [number for number, wide in enumerate(fitted) if wide > lowest[number]]
        if not others:
            break
        fitted[max(others, key=lambda number: fitted[number])] -= 1
    return fitted


def _least(cells: Sequence[str]) -> int:
    """How narrow a column may become: no day or time in it is cut, `2021-05-2…` would be another one."""
    return max((text.width(cell) for cell in cells if _DATE.match(cell)), default=NARROWEST)


def _line(cells: Sequence[str], widths: Sequence[int], columns: Sequence[Column]) -> str:
    shaped = [
        text.pad(text.cut(cell, size), size, right=column.right)
        for cell, size, column in zip(cells, widths, columns, strict=True)
    ]
    return GAP.join(shaped).rstrip()
