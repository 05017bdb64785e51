"""`--plot`: pictures with Chinese labels that need no font where they are seen."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from search_cli.plot import Chart, Series, fonts
from search_cli.plot.figure import svg
from search_cli.plot.ticks import shown_ticks

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("command", [
    ("facets", "site"), ("timeline", "--by", "quarter"), ("compare", "湿地", "东湖"),
    ("compare", "湖", "--over", "site", "--normalise"), ("timeline", "长江", "--normalise"),
])  # fmt: skip
@pytest.mark.parametrize("form", ["svg", "png", "html"])
def test_every_counting_command_draws(run, command, form):
    result = run(*command, "--plot", f"drawn.{form}")
    assert result.exit_code == 0, result.stderr
    assert "in the font Noto Sans SC" in result.stderr
    written = Path(f"drawn.{form}").read_bytes()
    if form == "png":
        assert written.startswith(PNG)
    else:
        assert 'role="img"' in written.decode()
    assert not list(Path().glob("*.part"))


def test_a_page_loads_nothing_and_holds_the_numbers_too(run):
    run("compare", "湿地", "东湖", "--by", "year", "--plot", "page.html")
    page = Path("page.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert not re.search(r"""(?:src|href)\s*=\s*["']https?:""", page)
    assert '<th scope="row">2021</th><td>1</td><td>0</td>' in page


def test_the_picture_says_in_words_what_it_shows(run):
    run("timeline", "--by", "year", "--plot", "told.svg")
    root = ElementTree.parse("told.svg").getroot()
    told = [one.text for one in root if one.tag.endswith(("title", "desc"))]
    assert told[0] == "all articles: by year"
    assert "year 2021 to 2022" in told[1]


def test_chinese_letters_have_outlines_of_their_own():
    """A font without them draws one and the same box for each."""

    def outlines(text: str) -> set[str]:
        chart = Chart(title=text, kind="bars", heading="x", labels=("a",), series=(Series("s", (1.0,)),))
        paths = re.findall(r'<path id="[^"]*" d="([^"]{40,})"', svg([chart], fonts.chosen()).decode())
        return set(paths)

    assert len(outlines("省媒长江") - outlines("省")) >= 3


def test_what_is_counted_is_said():
    chart = Chart(
        title="长江", kind="bars", heading="site", labels=("a",), series=(Series("stories", (2.0,)),),
        counted="stories",
    )  # fmt: skip
    assert "most 2 (stories) in a" in svg([chart], fonts.chosen()).decode()


def test_text_of_a_page_stays_text():
    hostile = Chart(
        title="<script>alert(1)</script>\x1b[2J $x$ &amp;", kind="columns", heading="月",
        labels=("2021-05", "2021-06"), series=(Series("<b>", (1.0, 2.0)),),
    )  # fmt: skip
    written = svg([hostile], fonts.chosen()).decode()
    ElementTree.fromstring(written)
    assert "<script>" not in written
    assert "\x1b" not in written


@pytest.mark.parametrize(("file", "said"), [("x.pdf", "must end in"), ("nowhere/x.svg", "no directory")])
def test_a_wrong_file_is_told_before_anything_is_asked(run, file, said):
    result = run("timeline", "--plot", file)
    assert result.exit_code == 2
    assert said in result.stderr


def test_what_is_missing_is_named(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setattr("shengmei.optional_libraries.find_spec", lambda _: None)
    result = run("timeline", "--plot", "x.svg")
    assert result.exit_code == 2
    assert "pip install 'shengmei[plot]'" in result.stderr


@pytest.mark.parametrize(("labels", "shown"), [
    (["2020-12", "2021-01", "2021-02"], [0, 1, 2]),
    ([f"{year}" for year in range(1000, 1100)], list(range(0, 100, 7))),
    ([], []),
])  # fmt: skip
def test_as_many_labels_as_have_room(labels, shown):
    assert shown_ticks(labels) == shown
