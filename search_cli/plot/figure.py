"""Charts as SVG and PNG, by matplotlib. Letters become outlines: the file needs no font where it is seen."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import matplotlib
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, fontManager, get_font
from matplotlib.ticker import FuncFormatter, MaxNLocator

from search_cli.plot import line_chart, matrix_chart
from search_cli.plot.chart import Chart, Series, clean
from search_cli.plot.fonts import Font
from search_cli.plot.style import COLOURS, FAINT, GREY, LINE, NOTHING, WIDE
from search_cli.plot.ticks import ROOM, shown_ticks
from shengmei.console import text
from shengmei.console.translation import message

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import SubFigure

HIGH = 4.2  # inches, of a chart along time
HEAD, BAR = 1.4, 0.3  # of a chart of lying bars: frame, and each bar
PANEL, ABREAST = 1.5, 2  # of a small chart for one line; how many stand side by side
LABEL = 36  # columns (two for a Chinese character) of a label beside a bar
NOTES = 110  # columns of a line below a chart
DOTS = 150  # an inch, in PNG
THINNEST, ROOM_WIDE = 1.0, 620  # points: a column, and all of them together
TITLE_SIZE, LABEL_SIZE = 13, 10  # points
VALUES_SHOWN = 16  # columns that bear their value
FALLBACK = "DejaVu Sans"  # matplotlib brings it along


def svg(charts: Sequence[Chart], font: Font) -> bytes:
    """An SVG document with a title and a description for those who do not see it."""
    written = _saved(charts, font, "svg").decode()
    titles = "; ".join(chart.title for chart in map(clean, charts))
    described = " ".join(map(_description, map(clean, charts)))
    head = f"<title>{escape(titles)}</title>\n<desc>{escape(described)}</desc>\n"
    begin = written.index("<svg ")
    inside = written.index(">", begin) + 1
    tag = written[begin:inside].replace("<svg ", '<svg role="img" ', 1)
    return (written[:begin] + tag + "\n" + head + written[inside:].lstrip()).encode()


def png(charts: Sequence[Chart], font: Font) -> bytes:
    return _saved(charts, font, "png")


def lacking(charts: Sequence[Chart], font: Font) -> str:
    """The characters of the charts that are drawn as boxes, for no font at hand has them: each once."""
    paths = (str(font.path), findfont(FALLBACK))
    known = {code for path in paths for code in get_font(path).get_charmap()}
    return "".join(
        dict.fromkeys(one for chart in charts for one in clean(chart).texts() if ord(one) not in known)
    )


def _saved(charts: Sequence[Chart], font: Font, form: str) -> bytes:
    with matplotlib.rc_context(_settings(font)):  # type: ignore[arg-type]  # its keys are a Literal of 300
        made = drawn([clean(chart) for chart in charts])
        written = io.BytesIO()
        # No date: the same chart is the same file.
        metadata = {"Date": None, "Creator": "shengmei"} if form == "svg" else {"Software": "shengmei"}
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing")  # `lacking` says it in words
            made.savefig(written, format=form, dpi=DOTS, metadata=metadata)
    return written.getvalue()


def _settings(font: Font) -> dict[str, Any]:
    fontManager.addfont(str(font.path))
    return {
        "font.family": [get_font(str(font.path)).family_name, FALLBACK],
        "font.size": LABEL_SIZE,
        "text.parse_math": False,  # a $ in a text is a $
        "axes.unicode_minus": False,
        "svg.fonttype": "path",
        "svg.hashsalt": "shengmei",
    }


def drawn(charts: Sequence[Chart]) -> Figure:
    """The charts one below another."""
    room = _title_room(charts)
    heights = [_height(chart, room) for chart in charts]
    made = Figure(figsize=(WIDE, sum(heights)), layout="constrained", facecolor="white")
    made.get_layout_engine().set(h_pad=0.12, w_pad=0.12)  # type: ignore[union-attr, call-arg]
    if any(map(line_chart.in_panels, charts)):
        for part, chart in zip(made.subfigures(len(charts), 1, squeeze=False)[:, 0], charts, strict=True):
            (_panels if line_chart.in_panels(chart) else _whole)(part, chart, room)
        return made
    # Not in parts of their own: so their axes begin at the same place.
    places = made.subplots(len(charts), 1, squeeze=False, gridspec_kw={"height_ratios": heights})
    for chart, axes in zip(charts, places[:, 0], strict=True):
        _HOW[chart.kind](axes, chart)
        _frame(axes, chart, room)
    return made


def _height(chart: Chart, room: int) -> float:
    texts = 0.2 * len(_notes(chart)) + 0.25 * _title(chart, room).count("\n")
    if chart.kind == "bars":
        return HEAD + BAR * len(chart.labels) + texts
    if chart.kind == "matrix":
        return HEAD + matrix_chart.height(chart) + texts
    if line_chart.in_panels(chart):
        return HEAD + PANEL * _rows(chart) + texts
    return HIGH + texts + line_chart.legend_lines(chart) * line_chart.LEGEND_LINE / 72


def _notes(chart: Chart) -> list[str]:
    """What stands below, in lines that fit."""
    notes = [*chart.notes, *([line_chart.DASHED] if line_chart.coincide(chart) else [])]
    return [line for note in notes for line in text.wrap(note, NOTES)]


def _whole(part: SubFigure, chart: Chart, room: int) -> None:
    axes = part.subplots()
    _HOW[chart.kind](axes, chart)
    _frame(axes, chart, room)


def _rows(chart: Chart) -> int:
    return -(-len(chart.series) // ABREAST)


def _panels(part: SubFigure, chart: Chart, room: int) -> None:
    """A small chart for each line, all on the same scales."""
    places = list(part.subplots(_rows(chart), ABREAST, sharex=True, sharey=True, squeeze=False).flat)
    for axes, series in zip(places, chart.series, strict=False):
        line_chart.panel(axes, chart, series)
        _scale(axes, chart, 3)
    for axes in places[len(chart.series) :]:
        axes.set_axis_off()
    _time(places[0], chart, ROOM // ABREAST)
    # Where the last row is not full, the one above it bears the days of its column.
    places[len(chart.series) - ABREAST].tick_params(labelbottom=True)
    part.suptitle(_title(chart, room), x=0.01, ha="left", fontsize=TITLE_SIZE)
    part.supylabel(chart.unit, color=GREY, fontsize=10)
    part.supxlabel("\n".join(_notes(chart)), x=0.01, ha="left", color=GREY, fontsize=10)


def _title_room(charts: Sequence[Chart]) -> int:
    """Columns of a title: it begins where the axes do, right of the widest label of a lying bar."""
    lying = [
        text.width(text.cut(label, LABEL))
        for one in charts
        if one.kind in ("bars", "matrix")
        for label in one.labels
    ]
    return LINE - 10 - round(max(lying, default=0) * LABEL_SIZE / TITLE_SIZE)


def _title(chart: Chart, room: int) -> str:
    return "\n".join(text.wrap(chart.title, room))


def _frame(axes: Axes, chart: Chart, room: int) -> None:
    """Title, what the axis counts, and below it what the picture leaves out."""
    # A legend stands between the title and the picture.
    pad = 10 + line_chart.legend_lines(chart) * line_chart.LEGEND_LINE
    axes.set_title(_title(chart, room), loc="left", fontsize=TITLE_SIZE, pad=pad)
    if chart.kind == "matrix":
        axes.set_xlabel("\n".join(_notes(chart)), loc="left", color=GREY, linespacing=1.4)
        return
    _scale(axes, chart, 6)
    lying = chart.kind == "bars"
    below = "\n".join(([chart.unit] if lying else []) + _notes(chart))
    axes.set_xlabel(below, loc="left", color=GREY, linespacing=1.4)
    if not lying:
        axes.set_ylabel(chart.unit, color=GREY)


def _scale(axes: Axes, chart: Chart, steps: int) -> None:
    """Round numbers, and faint lines across at them."""
    value_axis = axes.xaxis if chart.kind == "bars" else axes.yaxis
    value_axis.set_major_locator(MaxNLocator(steps, integer=not chart.shares, steps=[1, 2, 5, 10]))
    value_axis.set_major_formatter(FuncFormatter(lambda value, _: _tick(chart, value)))
    value_axis.grid(True, color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(color=GREY, labelcolor=GREY)


def _tick(chart: Chart, value: float) -> str:
    """`20 %`, but `0.5 %`."""
    return chart.spelled(value).replace(".0 %", " %")


def _bars(axes: Axes, chart: Chart) -> None:
    places = range(len(chart.labels))
    values = [value or 0 for value in chart.series[0].values]
    bars = axes.barh(places, values, color=COLOURS[0], height=0.72)
    axes.bar_label(bars, [chart.spelled(value) for value in values], padding=4, fontsize=9, color=GREY)
    axes.set_yticks(places, [text.cut(label, LABEL) for label in chart.labels])
    axes.set_ylim(len(chart.labels) - 0.4, -0.6)
    axes.set_xlim(0, 1.1 * max(values, default=0) or 1)


def _columns(axes: Axes, chart: Chart) -> None:
    places = range(len(chart.labels))
    values = chart.series[0].values
    width = 0.8 if len(places) <= 150 else 1.0
    for empty, run in groupby(places, key=lambda place: values[place] is None):
        if empty:
            gap = list(run)
            axes.axvspan(gap[0] - 0.5, gap[-1] + 0.5, color=NOTHING, linewidth=0)
    # Of a thousand days each would be a hair's breadth: the line around it keeps it in sight.
    edge = max(0.0, THINNEST - ROOM_WIDE / max(len(places), 1))
    heights = [value or 0 for value in values]
    bars = axes.bar(places, heights, color=COLOURS[0], width=width, edgecolor=COLOURS[0], linewidth=edge)
    if len(places) <= VALUES_SHOWN:
        said = [chart.spelled(value) if value else "" for value in values]
        axes.bar_label(bars, said, padding=2, fontsize=9, color=GREY)
    axes.margins(x=0.01, y=0.1)
    axes.set_ylim(bottom=0)
    _time(axes, chart)


def _lines(axes: Axes, chart: Chart) -> None:
    line_chart.draw(axes, chart)
    _time(axes, chart)


def _time(axes: Axes, chart: Chart, room: int = ROOM) -> None:
    shown = shown_ticks(chart.labels, room)
    axes.set_xticks(shown, [chart.labels[one] for one in shown])


def _description(chart: Chart) -> str:
    """The chart in a sentence: `month 2021-01 to 2021-12; "长江": most 31 (articles) in 2021-05.`"""
    if not chart.labels:
        return message("{what}: nothing to show.", what=chart.title)
    span = message(
        "{heading} {first} to {last}; ", heading=chart.heading, first=chart.labels[0], last=chart.labels[-1]
    )
    return span + " ".join(map(partial(_series_description, chart), chart.series))


def _series_description(chart: Chart, series: Series) -> str:
    most = max((value for value in series.values if value is not None), default=None)
    if most is None:
        return message("{what}: nothing to show.", what=series.label)
    place = chart.labels[series.values.index(most)]
    number = chart.spelled(most)
    return message(
        "{what}: most {number} ({unit}) in {place}.",
        what=series.label,
        number=number,
        unit=chart.unit,
        place=place,
    )


_HOW: dict[str, Callable[[Axes, Chart], None]] = {
    "bars": _bars,
    "columns": _columns,
    "lines": _lines,
    "matrix": matrix_chart.draw,
}
