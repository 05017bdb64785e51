"""Lines that name several people: 和 between names, a role behind its name, a role in brackets."""

from __future__ import annotations

import pytest

from crawler.normalise.bylines import find_bylines
from tests.crawler.normalise.bylines.comparing import said


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("记者 何山和方圆", "何山 reporter; 方圆 reporter"),
        ("记者 何山、方圆和李思", "何山 reporter; 方圆 reporter; 李思 reporter"),
        ("通讯员 李思与王武", "李思 correspondent; 王武 correspondent"),
        ("文/李思及何山", "李思 author; 何山 author"),
        ("记者 张永和", "张永和 reporter"),
        ("记者何和平", "何和平 reporter"),
    ],
)
def test_and_between_two_names_is_part_of_neither(printed: str, expected: str) -> None:
    assert said(find_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("李思 文 何山 摄", "李思 author; 何山 photographer"),
        ("李思 何山 文 方圆 图", "李思 author; 何山 author; 方圆 photographer"),
        ("记者 李思 文 何山 摄", "李思 reporter; 何山 photographer"),
        ("文 李思 图 何山", "李思 author; 何山 photographer"),
        ("文/记者 李思 图/记者 何山", "李思 reporter; 何山 photographer"),
    ],
)
def test_who_took_the_pictures_did_not_write(printed: str, expected: str) -> None:
    assert said(find_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("编辑：何山（实习生 方圆）", "何山 editor; 方圆 intern"),
        (
            "责任编辑：何山 方圆（实习生李思）",
            "何山 responsible_editor; 方圆 responsible_editor; 李思 intern",
        ),
        ("记者 何山（实习生 方圆）", "何山 reporter; 方圆 intern"),
        ("编辑：何山（实习生）", "何山 editor"),
    ],
)
def test_a_bracket_with_another_role_takes_nothing_from_the_names_before_it(
    printed: str, expected: str
) -> None:
    assert said(find_bylines(printed)) == expected


@pytest.mark.parametrize(
    "printed",
    [
        "金泽远 记者",
        "2026-05-21 10:20 金泽远 记者",
        "金泽远 记者 2026-05-21 10:20",
    ],
)
def test_a_role_behind_a_name_beside_a_time(printed: str) -> None:
    assert said(find_bylines(printed)) == "金泽远 reporter"


def test_a_role_behind_a_name_behind_a_source() -> None:
    found = find_bylines("2026-05-21 10:20 来源：江边日报 金泽远 记者")
    assert said(found) == "金泽远 reporter 江边日报"


@pytest.mark.parametrize("printed", ["■ 何山", "◆何山", "□ 何山"])
def test_a_box_before_a_name_signs(printed: str) -> None:
    assert said(find_bylines(printed)) == "何山 author"


@pytest.mark.parametrize(
    "printed", ["作者：示例大学教授", "（作者：江州大学历史学院副教授）", "作者：示例研究院院长"]
)
def test_an_office_without_a_name_is_nobody(printed: str) -> None:
    assert find_bylines(printed) == ()
