"""What is to be drawn: labels, and for each series a value a label; knows no drawing library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from shengmei.console.text import safe
from shengmei.console.translation import heading, message

_NOT_IN_XML = dict.fromkeys((0xFFFE, 0xFFFF))


@dataclass(frozen=True)
class Series:
    """A line, or the bars of one colour. `values`: articles, or shares from 0 to 1 in a chart of shares; None
    where there is nothing to have a share of."""

    label: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """`columns` stand along time, `lines` too; `bars` lie, one a value, the first on top. A `matrix` has a
    row for each label and a column for each series, darker the more."""

    title: str
    kind: Literal["columns", "lines", "bars", "matrix"]
    heading: str  # what the labels are: `month`, `province`
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    shares: bool = False
    counted: str = "articles"  # what the numbers are numbers of
    notes: tuple[str, ...] = ()  # what the picture does not show: undated articles, values left out

    @property
    def unit(self) -> str:
        counted = heading(self.counted)
        return message("share of {what}", what=counted) if self.shares else counted

    def spelled(self, value: float | None) -> str:
        """A value as it is printed: `1,204`, `3.1 %` in a chart of shares, `-` for none."""
        if value is None:
            return "-"
        return f"{value:.1%}".replace("%", " %") if self.shares else f"{value:,.0f}"

    def texts(self) -> str:
        """All that is written on it."""
        return "".join(
            (
                self.title,
                self.heading,
                self.unit,
                *self.labels,
                *(one.label for one in self.series),
                *self.notes,
            )
        )

    def rows(self) -> Iterator[tuple[str, tuple[float | None, ...]]]:
        """A label and its value in each series."""
        yield from zip(self.labels, zip(*(one.values for one in self.series), strict=True), strict=True)


def clean(chart: Chart) -> Chart:
    """The chart with all text made safe: it may come from a page, and goes into SVG and HTML."""
    return replace(
        chart,
        title=_fit(chart.title),
        heading=_fit(chart.heading),
        labels=tuple(map(_fit, chart.labels)),
        series=tuple(Series(_fit(one.label), one.values) for one in chart.series),
        notes=tuple(map(_fit, chart.notes)),
    )


def _fit(text: str) -> str:
    return safe(text).translate(_NOT_IN_XML)
