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
    ],
)
def test_who_reports_from_a_place(printed: str, expected: str) -> None:
    assert said(find_bylines(printed)) == expected


def test_places_in_the_text_stay_where_they_were() -> None:
    assert without_report_places("記者何山江州報導") == "記者何山  報導"
    assert without_report_places("记者何山江州报道") == "记者何山江州报道"


@pytest.mark.parametrize(
    ("run", "length"), [("何山", 0), ("何山圓", 0), ("何山江州", 2), ("何山圓江州市", 3)]
)
def test_how_long_the_place_is(run: str, length: int) -> None:
    assert place_length(run) == length
