"""Pictures as files: whole, the same each time, and as a page with all it needs."""

from __future__ import annotations

import base64
import html
import io
import re
import xml.etree.ElementTree as ET
from datetime import datetime
from html.parser import HTMLParser
from importlib.metadata import version

import pytest
from fontTools.ttLib import TTFont
from matplotlib import image

from search_cli.plot import Chart, Series, draw, fonts
from search_cli.plot.ticks import ROOM, shown_ticks
from shengmei.problems import UsageProblem
from shengmei.timezone import SHANGHAI

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert("x")</script> $x^2$ & \x1b[2J\u202e]]> --> \ufffe'
MONTHS = tuple(f"{year}-{month:02}" for year in (2020, 2021, 2022) for month in range(1, 13))


def chart(**parts) -> Chart:
    given = {"title": "长江两岸", "kind": "columns", "heading": "month", "labels": ("2021-05", "2021-06")}
    series = (Series("“候鸟”", (3, 1)),)
    return Chart(**{**given, "series": series, "notes": ("2 articles have no date",), **parts})


KINDS = {
    "columns": chart(),
    "lines": chart(kind="lines", series=(Series("_候鸟", (3, 1)), Series(HOSTILE, (0, 0)))),
    "bars": chart(kind="bars", heading="province", labels=("湖北", HOSTILE)),
    "many": chart(labels=MONTHS, series=(Series("x", tuple(range(36))),), shares=True),
    "one": chart(labels=("2021",), series=(Series("x", (0,)),)),
}


@pytest.fixture(params=KINDS)
def kind(request) -> Chart:
    return KINDS[request.param]


def test_an_svg_is_well_formed_and_has_outlines_instead_of_fonts(kind, tmp_path):
    assert "Noto Sans SC" in draw([kind], tmp_path / "a.svg")
    root = ET.fromstring((tmp_path / "a.svg").read_bytes())
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "长江两岸"
    assert kind.heading in root.find(f"{SVG}desc").text
    assert not list(root.iter(f"{SVG}text"))
    assert not list(root.iter(f"{SVG}script"))


def test_the_same_chart_is_the_same_file(kind, tmp_path):
    for name in ("a.svg", "a.png", "a.html"):
        draw([kind], tmp_path / name)
        first = (tmp_path / name).read_bytes()
        draw([kind], tmp_path / name)
        assert (tmp_path / name).read_bytes() == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "a.png", "a.svg"]


def test_a_png_is_a_picture_with_something_on_it(kind, tmp_path):
    draw([kind, kind], tmp_path / "a.PNG")
    pixels = image.imread(tmp_path / "a.PNG", format="png")
    assert pixels.shape[1] == 1440
    assert 0.02 < (pixels[:, :, :3].min(axis=2) < 0.9).mean() < 0.7


class Page(HTMLParser):
    """What a page holds: its elements with their attributes, and the text of table cells."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_data(self, data):
        if self.elements and self.elements[-1][0] in ("td", "th"):
            self.cells[-1] += data.strip()


def test_a_page_holds_everything_it_needs(kind, tmp_path):
    draw([kind], tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text()
    page = Page(text)
    names = {name for name, _ in page.elements}
    assert {"svg", "table", "caption", "th"} <= names
    assert not names & {"script", "link", "img", "iframe", "object"}
    assert "default-src 'none'" in text
    loaded = re.findall(r"""(?:src|href)=["'](?!#)([^"']*)|url\((?!#)([^)]{0,20})""", text)
    assert {url[:15] for _, url in loaded} <= {"data:font/woff;"}
    assert [attributes["scope"] for name, attributes in page.elements if name == "th"].count("row") == len(
        kind.labels
    )
    for label, values in kind.rows():
        assert kind.spelled(values[0]) in page.cells
        assert label in page.cells or label == HOSTILE


def test_the_page_s_font_holds_its_characters(tmp_path):
    draw([chart(title="甘肃藏羚羊")], tmp_path / "a.html")
    found = re.search(r"base64,([^)]*)\)", (tmp_path / "a.html").read_text())
    held = TTFont(io.BytesIO(base64.b64decode(found[1]))).getBestCmap()
    assert {ord(one) for one in "甘肃藏羚羊候鸟0123"} <= set(held)
    assert len(held) < 200


def test_hostile_labels_are_text(tmp_path):
    draw([KINDS["lines"], KINDS["bars"]], tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text()
    assert "<script" not in text
    assert not {"\x1b", "\u202e", "\ufffe"} & set(text)
    assert "$x^2$" in text


def test_without_the_package_a_font_of_the_system_is_used_and_said(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "PACKAGE", "no_such_package")
    monkeypatch.setattr(fonts, "OF_SYSTEMS", ("No Such Font", "DejaVu Sans"))
    assert draw([chart(title="a", labels=("b", "c"))], tmp_path / "a.svg").startswith(
        "DejaVu Sans (of this system, "
    )
    monkeypatch.setattr(fonts, "OF_SYSTEMS", ())
    with pytest.raises(UsageProblem, match=r"pip install 'shengmei\[plot\]'"):
        draw([chart()], tmp_path / "b.svg")


@pytest.mark.parametrize("ending", ["svg", "png", "html"])
@pytest.mark.filterwarnings("error")
def test_what_the_font_has_not_is_said_in_words(tmp_path, ending):
    """And by no warning of the drawing library, which names files of ours."""
    said = draw([chart(title="江𠮷 \n", labels=("🔥𠮷", "江−·é"))], tmp_path / f"a.{ending}")
    assert said == "Noto Sans SC (package pylopdf_fonts_zh_cn), which has no 𠮷🔥"


DAYS = tuple(f"2021-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29))


@pytest.mark.parametrize(
    ("labels", "first"),
    [
        ((), []),
        (("2021",), ["2021"]),
        (("2020-12", "2021-01"), ["2020-12", "2021-01"]),
        (MONTHS[:8], list(MONTHS[:8])),
        (MONTHS, ["2020-01", "2021-01", "2022-01"]),
        (DAYS, ["2021-01-01", "2021-03-01", "2021-05-01"]),
        (DAYS[:40], ["2021-01-01", "2021-01-06", "2021-01-11"]),
    ],
)
def test_ticks_are_round_and_have_room(labels, first):
    shown = [labels[place] for place in shown_ticks(labels)]
    assert shown[: len(first)] == first
    assert sum(len(label) + 3 for label in shown) <= ROOM


def test_a_picture_has_a_caption_its_own_title_and_years_in_their_order(run, tmp_path):
    asked = ("facets", "year", "长江 OR 候鸟 OR 樱花", "--plot", "a.html", "--title", "长江报道")
    assert run(*asked).exit_code == 0
    page = html.unescape((tmp_path / "a.html").read_text(encoding="utf-8"))
    assert "<title>长江报道</title>" in page
    today = datetime.now(SHANGHAI).date()
    assert (
        '"长江" OR "候鸟" OR "樱花": 3 of 4 articles, collected from 2 days, 2021-05-23 to 2022-03-01; '
        f"drawn {today} by shengmei {version('shengmei')}"
    ) in page
    years = re.findall(r'<th scope="row">(\d{4})</th>', page)
    assert years == ["2021", "2022"]
    assert run("facets", "year", "樱花 OR 没有", "--title", "x").exit_code == 2
    run("facets", "site,year", "--plot", "b.html", "--title", "甲")
    assert "<title>甲: by site; 甲: by year</title>" in (tmp_path / "b.html").read_text(encoding="utf-8")
