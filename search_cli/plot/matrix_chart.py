"""A matrix: a row for each label, a column for each series, cells darker the higher the value they bear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.colors import LinearSegmentedColormap, PowerNorm

from search_cli.plot.chart import Chart
from search_cli.plot.style import COLOURS, FAINT, GREY
from shengmei.console import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CELL = 0.36  # inches high
LABEL = 24  # columns (two for a Chinese character) of a label
HEAD_LINE = 0.075  # inches of a column of a label that stands upright
DARK = 0.65  # of the darkest shade: darker cells bear light letters
GAMMA = 0.5  # of a few large values among many small ones the small ones are seen too
FEW = 20  # columns of which each cell has room for its value
_SHADES = LinearSegmentedColormap.from_list("shades", ["#ffffff", COLOURS[0]])


def height(chart: Chart) -> float:
    """Inches of the cells and of the names above them."""
    widest = max((text.width(text.cut(one.label, LABEL)) for one in chart.series), default=0)
    return CELL * max(len(chart.labels), 1) + HEAD_LINE * widest


def draw(axes: Axes, chart: Chart) -> None:
    """Rows from the top; who is named above a column stands upright."""
    cells = [[value or 0 for value in values] for _, values in chart.rows()]
    most = max((value for row in cells for value in row), default=0) or 1
    shades = PowerNorm(GAMMA, 0, most)
    axes.pcolormesh(cells, cmap=_SHADES, norm=shades, edgecolors=FAINT, linewidth=0.8)
    axes.set_ylim(len(chart.labels), 0)
    for row, (_, values) in enumerate(chart.rows()):
        for column, value in enumerate(values):
            if value and len(chart.series) <= FEW:
                colour = "white" if shades(value) > DARK else "black"
                axes.text(column + 0.5, row + 0.5, chart.spelled(value), ha="center", va="center",
                          color=colour, fontsize=9)  # fmt: skip
    places = [place + 0.5 for place in range(max(len(chart.labels), len(chart.series)))]
    axes.set_yticks(places[: len(chart.labels)], [text.cut(one, LABEL) for one in chart.labels])
    heads = [text.cut(one.label, LABEL) for one in chart.series]
    axes.set_xticks(places[: len(heads)], heads, rotation=90)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labelcolor=GREY)
    axes.spines[:].set_visible(False)
