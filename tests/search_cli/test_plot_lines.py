"""Lines of a chart: none hides another, many have a picture each, gaps stay gaps."""

from __future__ import annotations

import io

import numpy
import pytest
from matplotlib import image
from matplotlib.colors import to_rgb

from search_cli.plot import Chart, Series, fonts
from search_cli.plot.figure import drawn, png
from search_cli.plot.overlaps import Piece, pieces, values_above
from search_cli.plot.page import html
from search_cli.plot.style import COLOURS

UP = (0.0, 3.0, 1.0, 4.0)


def chart(*lines, labels=None, shares=False) -> Chart:
    series = tuple(Series(f"甲{number}", tuple(line)) for number, line in enumerate(lines))
    labels = labels or tuple(str(2000 + number) for number in range(len(lines[0])))
    return Chart(title="长江", kind="lines", heading="year", labels=labels, series=series, shares=shares)


def seen(made: Chart, colour: str) -> int:
    """How many dots of the picture, below the legend, have this colour."""
    dots = image.imread(io.BytesIO(png([made], fonts.chosen())), format="png")[:, :, :3]
    plain = dots[dots.shape[0] * 15 // 100 :]
    return int((numpy.abs(plain - numpy.array(to_rgb(colour))).max(axis=2) < 0.02).sum())


@pytest.mark.parametrize("lines", [
    [UP, UP], [UP, UP, UP], [(0.0,) * 4, (0.0,) * 4], [UP, (*UP[:2], 2.0, 2.0)], [(3.0,)] * 4,
    [tuple(float(n % 7) for n in range(600))] * 2,
], ids=["two", "three", "zeros", "apart later", "one place", "600 places"])  # fmt: skip
def test_no_line_hides_another(lines):
    made = chart(*lines)
    for number in range(len(lines)):
        assert seen(made, COLOURS[number]) > 20


@pytest.mark.parametrize(("lines", "number", "expected"), [
    ([UP], 0, [Piece(0, 3)]),
    ([UP, UP], 0, [Piece(0, 3, 0, 2)]),
    ([UP, UP], 1, [Piece(0, 3, 1, 2)]),
    ([(1, 2, 3), (1, 2, 0)], 1, [Piece(0, 1, 1, 2), Piece(1, 2)]),
    ([(1, None, 3, 4)], 0, [Piece(2, 3), Piece(0, 0)]),
    ([(None, None)], 0, []),
    ([(5,), (5,)], 1, [Piece(0, 0)]),
    ([()], 0, []),
])  # fmt: skip
def test_a_line_is_cut_where_the_lines_it_coincides_with_change(lines, number, expected):
    assert list(pieces(lines, number)) == expected


def test_a_dot_knows_how_many_lie_on_it():
    assert values_above([(1, 2), (1, 3), (1, 2)]) == [[2, 1], [1, 0], [0, 0]]


def test_more_lines_than_colours_have_a_picture_each_on_the_same_scale():
    few, many = chart(*[UP] * 7), chart(*[UP] * 10, (0.0, 40.0, 0.0, 0.0))
    assert len(drawn([few]).axes) == 1
    shown = [axes for axes in drawn([many]).axes if axes.axison]
    assert [axes.get_title(loc="left") for axes in shown] == [one.label for one in many.series]
    assert {axes.get_ylim() for axes in shown} == {(-1.2, 43.2)}


def test_where_nothing_was_published_is_a_gap_and_no_share_of_0():
    made = chart((0.5, None, 0.25, None), (None,) * 4, shares=True)
    page = html([made], "<svg ></svg>", fonts.chosen())
    assert '<th scope="row">2001</th><td>-</td><td>-</td>' in page
    assert '<th scope="row">2002</th><td>25.0 %</td><td>-</td>' in page
    assert seen(made, COLOURS[0]) > 20
    assert seen(made, COLOURS[1]) == 0


def test_the_picture_says_what_dashes_are():
    dashed, plain = drawn([chart(UP, UP)]), drawn([chart(UP, [one + 1 for one in UP])])
    assert dashed.axes[0].get_xlabel() == "dashes of several colours: there these lines are the same"
    assert plain.axes[0].get_xlabel() == ""


def test_a_column_is_seen_among_thousands_and_so_is_a_gap():
    def widths(count: int) -> tuple[float, float]:
        made = Chart(title="x", kind="columns", heading="day", labels=("x",) * count,
                     series=(Series("x", (1.0,) * count),))  # fmt: skip
        bar = drawn([made]).axes[0].patches[0]
        return bar.get_width(), bar.get_linewidth()

    assert widths(600) == (1.0, 0.0)
    assert widths(3000)[1] > 0.7


def lying(*labels: str, value: float = 3.0) -> Chart:
    return Chart(title="长江 OR 汉江 " * 9, kind="bars", heading="source", labels=labels,
                 series=(Series("articles", (value,) * len(labels)),))  # fmt: skip


def test_no_title_leaves_the_picture_whatever_room_the_labels_take():
    charts = [lying("示例内蒙古自治区广播电视台融媒体新闻中心"), lying("湖北")]
    dots = image.imread(io.BytesIO(png(charts, fonts.chosen())), format="png")
    assert (dots[:, -12:, :3] == 1).all()
    assert not (dots[:, 400:, :3] == 1).all()


def test_bars_of_nothing_stand_on_an_axis_from_0():
    assert drawn([lying("-", value=0.0)]).axes[0].get_xlim() == (0.0, 1.0)


def test_nothing_reaches_the_upper_edge():
    axes = drawn([chart((10.0, 11.0, 10.0))]).axes[0]
    assert axes.get_ylim()[1] > 11.5


@pytest.mark.parametrize(("top", "ticks"), [(0.5, {"20 %", "40 %"}), (0.02, {"0.5 %", "1.5 %"})])
def test_percents_are_round(top, ticks):
    axis = drawn([chart((top, 0.0), shares=True)]).axes[0].yaxis
    assert ticks <= set(map(axis.get_major_formatter(), axis.get_majorticklocs()))
