"""Lines along time: in one picture where colours can tell them apart, else a small one for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from search_cli.plot.chart import Chart, Series
from search_cli.plot.overlaps import Piece, pieces, values_above
from search_cli.plot.style import COLOURS, LINE
from shengmei.console import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

THICK = 1.8  # points
DASH = 3.5  # of its thickness: a piece of a line that others lie on
MARKED = 40  # places; with more of them markers would touch
MARKER, RING, RINGS = (
    4.0,
    2.2,
    7.0,
)  # points: a marker, what it grows by for each that lies on it, and at most
LEGEND_LINE = 17  # points
ABOVE, BELOW = 1.08, 0.03  # of the highest value: room on top, and below, where a line of nothing but 0 lies
PANEL_LABEL = 50  # columns
DASHED = "dashes of several colours: there these lines are the same"


def in_panels(chart: Chart) -> bool:
    """More lines than colours: nobody could follow them in one picture."""
    return chart.kind == "lines" and len(chart.series) > len(COLOURS)


def coincide(chart: Chart) -> bool:
    """Whether some lines of one picture lie one on another for a while."""
    if chart.kind != "lines" or in_panels(chart):
        return False
    values = [one.values for one in chart.series]
    return any(piece.of > 1 for number in range(len(values)) for piece in pieces(values, number))


def draw(axes: Axes, chart: Chart) -> None:
    """All lines in one picture. Where some coincide, they share it out in dashes, each in its colour."""
    values = [one.values for one in chart.series]
    marked = len(chart.labels) <= MARKED
    over = values_above(values)
    for number, line in enumerate(values):
        colour = COLOURS[number % len(COLOURS)]
        found = list(pieces(values, number))
        _stroke(axes, line, [one for one in found if one.of == 1], colour)
        _stroke(axes, line, [one for one in found if one.of > 1], colour)
        shown = range(len(line)) if marked else [one.first for one in found if one.first == one.last]
        _mark(axes, line, shown, over[number], colour)
    limits(axes, chart.series, len(chart.labels))
    _legend(axes, chart, "o" if marked else "")


def panel(axes: Axes, chart: Chart, series: Series) -> None:
    """One line of a chart alone, on the axes that all of them share."""
    found = list(pieces([series.values], 0))
    _stroke(axes, series.values, found, COLOURS[0])
    _mark(axes, series.values, [one.first for one in found if one.first == one.last], None, COLOURS[0])
    heights = [float("nan") if value is None else value for value in series.values]
    axes.fill_between(range(len(heights)), heights, color=COLOURS[0], alpha=0.15, linewidth=0)
    limits(axes, chart.series, len(chart.labels))
    axes.set_title(text.cut(series.label, PANEL_LABEL) or " ", loc="left", fontsize=10)


def limits(axes: Axes, series: Sequence[Series], places: int) -> None:
    """The same room for every chart of these lines."""
    most = max((value for one in series for value in one.values if value is not None), default=0) or 1
    axes.set_ylim(-BELOW * most, ABOVE * most)
    margin = max(0.5, 0.02 * places)
    axes.set_xlim(-margin, max(places - 1, 0) + margin)


def legend_lines(chart: Chart) -> int:
    """How many lines its legend takes; 0 without one."""
    if chart.kind != "lines" or in_panels(chart):
        return 0
    return -(-len(chart.series) // _legend_columns(chart))


def _stroke(axes: Axes, line: Sequence[float | None], found: Sequence[Piece], colour: str) -> None:
    """The pieces as they are, or in dashes whose gaps are the dashes of the other lines."""
    drawn = [one for one in found if one.last > one.first]
    if not drawn:
        return
    paths = [list(_points(line, range(one.first, one.last + 1))) for one in drawn]
    shared = drawn[0].of > 1
    styles = [_dashes(one) if shared else "-" for one in drawn]
    ends = "butt" if shared else "round"
    axes.add_collection(
        LineCollection(paths, colors=colour, linewidths=THICK, linestyles=styles, capstyle=ends)
    )


def _dashes(piece: Piece) -> tuple[float, tuple[float, float]]:
    """Offset, and lengths of dash and gap: together the lines cover the whole piece."""
    period = DASH * piece.of
    return (period - DASH * piece.rank) % period, (DASH, period - DASH)


def _mark(
    axes: Axes, line: Sequence[float | None], places: Sequence[int], over: list[int] | None, colour: str
) -> None:
    """A dot at each place, wider the more dots of later lines will lie on it: each is seen as a ring."""
    points = list(_points(line, places))
    if not points:
        return
    across, heights = zip(*points, strict=True)
    sizes = [(MARKER + min(RING * (over[place] if over else 0), RINGS)) ** 2 for place in across]
    axes.scatter(across, heights, s=sizes, color=colour, linewidths=0, zorder=2.5)


def _points(line: Sequence[float | None], places: Sequence[int]) -> Iterator[tuple[int, float]]:
    for place in places:
        value = line[place]
        if value is not None:
            yield place, value


def _legend(axes: Axes, chart: Chart, marker: str) -> None:
    # Handles by hand: matplotlib leaves out a label that begins with an underscore.
    handles = [
        Line2D(
            [], [], color=COLOURS[number % len(COLOURS)], linewidth=THICK, marker=marker, markersize=MARKER
        )
        for number in range(len(chart.series))
    ]
    axes.legend(handles, _names(chart), loc="lower left", bbox_to_anchor=(0, 1.0), frameon=False,
                borderaxespad=0.2, ncols=_legend_columns(chart))  # fmt: skip


def _names(chart: Chart) -> list[str]:
    return [text.cut(one.label, LINE) or " " for one in chart.series]


def _legend_columns(chart: Chart) -> int:
    widest = max(text.width(name) for name in _names(chart))
    return max(1, min(len(chart.series), (LINE + 10) // (widest + 10)))
