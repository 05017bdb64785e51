"""Places between a reporter and 報導, which are no second name; the lines are our own."""

from __future__ import annotations

import pytest

from crawler.normalise.bylines import find_bylines
from crawler.normalise.bylines.report_places import place_length, without_report_places
from tests.crawler.normalise.bylines.comparing import said


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("【记者何山江州報導】江州市長堤昨天完工。", "何山 reporter"),
        ("（大纪元记者何山圆江州报导）", "何山圆 reporter 大纪元"),
        ("〔記者何山圓花蓮縣報導〕", "何山圓 reporter"),
        ("【記者歐陽文學江州報導】", "歐陽文學 reporter"),
        ("〔記者何山、方圓／江州報導〕", "何山 reporter; 方圓 reporter"),
        ("記者 何山 江州報導", "何山 reporter"),
        ("【記者何山台灣台北報導】", "何山 reporter"),
        ("【記者何山綜合報導】", "何山 reporter"),
        ("【记者何山方圆报道】", "何山 reporter; 方圆 reporter"),
        ("生活中心／欧阳文学報導", "欧阳文学 reporter"),
        ("生活中心／何山圓報導", "何山圓 reporter"),
        ("〔地方新聞組／何山江州報導〕", "何山 reporter"),
        ("社會中心／何山、方圓／台北報導", "何山 reporter; 方圓 reporter"),
        ("财经组/何山报导", "何山 reporter"),
        ("生活中心/綜合報導", ""),
        # Behind a slash or a blank stands a place; behind 者, 、 or a label the name.
        ("記者何山 江州報導", "何山 reporter"),
        ("記者何山/江州报导", "何山 reporter"),
        ("記者何山 方圓报导", "何山 reporter; 方圓 reporter"),  # here stands a second name as often
        ("記者何山、方圓圓報導", "何山 reporter; 方圓圓 reporter"),
        ("記者/方圓報導", "方圓 reporter"),
        ("文/方圓報導", "方圓 author"),
        ("記者何山/台灣江州報導", "何山 reporter"),
        ("記者何山/方圓圓江州報導", "何山 reporter; 方圓圓 reporter"),
        ("記者何山方圓台北報導", "何山 reporter; 方圓 reporter"),
        ("記者何花蓮台北報導", "何花蓮 reporter"),
        ("记者何山石家庄报导", "何山 reporter"),
        ("记者何山呼伦贝尔报导", "何山 reporter"),
    ],
)
def test_who_reports_from_a_place(printed: str, expected: str) -> None:
    assert said(find_bylines(printed)) == expected


def test_places_in_the_text_stay_where_they_were() -> None:
    assert without_report_places("記者何山江州報導") == "記者何山  報導"
    assert without_report_places("记者何山江州报道") == "记者何山江州报道"


@pytest.mark.parametrize(
    ("run", "length"),
    [
        ("何山", 0),
        ("何山圓", 0),
        ("何花蓮", 0),  # one character is left, which is no name
        ("何山江州", 2),
        ("何山黃縣", 2),
        ("何山江州市", 3),
        ("何山圓江州市", 3),
        ("何山石家庄", 3),
        ("何山呼伦贝尔", 4),
        ("何花蓮台北", 2),
        ("何山方圓台北", 2),
        ("何山圓台灣台北", 4),
    ],
)
def test_how_long_the_place_is(run: str, length: int) -> None:
    assert place_length(run) == length
