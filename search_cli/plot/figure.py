"""Charts as SVG and PNG, by matplotlib. Letters become outlines: the file needs no font where it is seen."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import matplotlib
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager, get_font
from matplotlib.ticker import FuncFormatter, MaxNLocator

from crawler.console import text
from search_cli.plot.chart import Chart, Series, clean
from search_cli.plot.fonts import Font
from search_cli.plot.ticks import shown_ticks

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDE = 9.6  # inches; 100 dots each
HIGH = 4.2  # of a chart along time
HEAD, BAR = 1.4, 0.3  # of a chart of lying bars: frame, and each bar
LABEL = 36  # columns (two for a Chinese character) of a label beside a bar
LINE = 100  # columns of a title or a legend
LEGEND_LINE = 17  # points
DOTS = 150  # an inch, in PNG
VALUES_SHOWN = 16  # columns that bear their value
GREY, FAINT = "#555555", "#dddddd"
# Okabe and Ito's colours, told apart by the colour-blind too; beyond them the line's style tells.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
STYLES = ("-", "--", ":", "-.")


def svg(charts: Sequence[Chart], font: Font) -> bytes:
    """An SVG document with a title and a description for those who do not see it."""
    written = _saved(charts, font, "svg").decode()
    titles = "; ".join(chart.title for chart in map(clean, charts))
    told = (
        f"<title>{escape(titles)}</title>\n<desc>{escape(' '.join(map(_told, map(clean, charts))))}</desc>\n"
    )
    begin = written.index("<svg ")
    inside = written.index(">", begin) + 1
    tag = written[begin:inside].replace("<svg ", '<svg role="img" ', 1)
    return (written[:begin] + tag + "\n" + told + written[inside:].lstrip()).encode()


def png(charts: Sequence[Chart], font: Font) -> bytes:
    return _saved(charts, font, "png")


def _saved(charts: Sequence[Chart], font: Font, form: str) -> bytes:
    with matplotlib.rc_context(_settings(font)):  # type: ignore[arg-type]  # its keys are a Literal of 300
        made = drawn([clean(chart) for chart in charts])
        written = io.BytesIO()
        # No date: the same chart is the same file.
        metadata = {"Date": None, "Creator": "shengmei"} if form == "svg" else {"Software": "shengmei"}
        made.savefig(written, format=form, dpi=DOTS, metadata=metadata)
    return written.getvalue()


def _settings(font: Font) -> dict[str, Any]:
    fontManager.addfont(str(font.path))
    return {
        "font.family": [get_font(str(font.path)).family_name, "DejaVu Sans"],
        "font.size": 10,
        "text.parse_math": False,  # a $ in a text is a $
        "axes.unicode_minus": False,
        "svg.fonttype": "path",
        "svg.hashsalt": "shengmei",
    }


def drawn(charts: Sequence[Chart]) -> Figure:
    """The charts one below another."""
    heights = [_height(chart) for chart in charts]
    made = Figure(figsize=(WIDE, sum(heights)), layout="constrained", facecolor="white")
    made.get_layout_engine().set(h_pad=0.12, w_pad=0.12)  # type: ignore[union-attr, call-arg]
    places = made.subplots(len(charts), 1, squeeze=False, gridspec_kw={"height_ratios": heights})
    for chart, axes in zip(charts, places[:, 0], strict=True):
        _HOW[chart.kind](axes, chart)
        _frame(axes, chart)
    return made


def _height(chart: Chart) -> float:
    notes = 0.2 * len(chart.notes)
    if chart.kind == "bars":
        return HEAD + BAR * len(chart.labels) + notes
    return HIGH + notes + _legend_lines(chart) * LEGEND_LINE / 72


def _frame(axes: Axes, chart: Chart) -> None:
    """Title, what the axis counts, and below it what the picture leaves out."""
    title = "\n".join(text.wrap(chart.title, LINE - 10))
    # A legend stands between the title and the picture.
    axes.set_title(title, loc="left", fontsize=13, pad=10 + _legend_lines(chart) * LEGEND_LINE)
    lying = chart.kind == "bars"
    value_axis = axes.xaxis if lying else axes.yaxis
    value_axis.set_major_locator(MaxNLocator(6, integer=not chart.shares, steps=[1, 2, 5, 10]))
    value_axis.set_major_formatter(FuncFormatter(lambda value, _: chart.spelled(value)))
    value_axis.grid(True, color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(color=GREY, labelcolor=GREY)
    below = "\n".join(([chart.unit] if lying else []) + list(chart.notes))
    axes.set_xlabel(below, loc="left", color=GREY, linespacing=1.4)
    if not lying:
        axes.set_ylabel(chart.unit, color=GREY)


def _bars(axes: Axes, chart: Chart) -> None:
    places = range(len(chart.labels))
    values = chart.series[0].values
    bars = axes.barh(places, values, color=COLOURS[0], height=0.72)
    axes.bar_label(bars, [chart.spelled(value) for value in values], padding=4, fontsize=9, color=GREY)
    axes.set_yticks(places, [text.cut(label, LABEL) for label in chart.labels])
    axes.set_ylim(len(chart.labels) - 0.4, -0.6)
    axes.margins(x=0.1)


def _columns(axes: Axes, chart: Chart) -> None:
    places = range(len(chart.labels))
    values = chart.series[0].values
    width = 0.8 if len(places) <= 150 else 1.0
    bars = axes.bar(places, values, color=COLOURS[0], width=width)
    if len(places) <= VALUES_SHOWN:
        said = [chart.spelled(value) if value else "" for value in values]
        axes.bar_label(bars, said, padding=2, fontsize=9, color=GREY)
    axes.margins(x=0.01, y=0.1)
    axes.set_ylim(bottom=0)
    _time(axes, chart)


def _lines(axes: Axes, chart: Chart) -> None:
    marker = "o" if len(chart.labels) <= 40 else None
    for number, series in enumerate(chart.series):
        style = STYLES[number // len(COLOURS) % len(STYLES)]
        colour = COLOURS[number % len(COLOURS)]
        axes.plot(range(len(chart.labels)), series.values, color=colour, linewidth=1.8, linestyle=style,
                  marker=marker, markersize=4)  # fmt: skip
    handles = axes.get_lines()
    # Handles by hand: matplotlib leaves out a label that begins with an underscore.
    axes.legend(handles, _names(chart), loc="lower left", bbox_to_anchor=(0, 1.0), frameon=False,
                borderaxespad=0.2, ncols=_legend_columns(chart))  # fmt: skip
    axes.margins(x=0.02, y=0.1)
    # A line of nothing but 0 lies on the axis: below it is room to see it.
    most = max((value for one in chart.series for value in one.values), default=0) or 1
    axes.set_ylim(bottom=-0.03 * most)
    _time(axes, chart)


def _names(chart: Chart) -> list[str]:
    return [text.cut(one.label, LINE) or " " for one in chart.series]


def _legend_columns(chart: Chart) -> int:
    widest = max(text.width(name) for name in _names(chart))
    return max(1, min(len(chart.series), (LINE + 10) // (widest + 10)))


def _legend_lines(chart: Chart) -> int:
    """How many lines its legend takes; 0 without one."""
    return -(-len(chart.series) // _legend_columns(chart)) if chart.kind == "lines" else 0


def _time(axes: Axes, chart: Chart) -> None:
    shown = shown_ticks(chart.labels)
    axes.set_xticks(shown, [chart.labels[one] for one in shown])


def _told(chart: Chart) -> str:
    """The chart in a sentence: `month 2021-01 to 2021-12; "长江": most 31 (articles) in 2021-05.`"""
    if not chart.labels:
        return f"{chart.title}: nothing to show."
    return f"{chart.heading} {chart.labels[0]} to {chart.labels[-1]}; " + " ".join(
        map(partial(_series_told, chart), chart.series)
    )


def _series_told(chart: Chart, series: Series) -> str:
    most = max(series.values)
    place = chart.labels[series.values.index(most)]
    return f"{series.label}: most {chart.spelled(most)} ({chart.unit}) in {place}."


_HOW: dict[str, Callable[[Axes, Chart], None]] = {"bars": _bars, "columns": _columns, "lines": _lines}
