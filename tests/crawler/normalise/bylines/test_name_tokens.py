"""Tokens of lists of names: what is joined, skipped, taken for an organisation or for nobody."""

from __future__ import annotations

import pytest

from crawler.normalise.bylines import find_bylines, read_bylines
from crawler.normalise.bylines.name_lists import FoundName, NameList, read_names, tokens
from tests.crawler.normalise.bylines.comparing import said


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("责编：Demi Anna Wang", "Demi Anna Wang responsible_editor"),
        ("责编：Demi X2 Wang", "Demi responsible_editor; Wang responsible_editor"),
        ("编辑：何 方圆", "方圆 editor"),
        ("编辑：X何山", ""),
        ("何山 文", "何山 author"),
        ("记者 何山 攝", "何山 photographer"),
        ("记者 何山 文 方圆 图", "何山 reporter; 方圆 photographer"),
        ("记者 何山摄、方圆 文", "何山 photographer; 方圆 reporter"),
        ("作者：武汉 何山", "何山 author"),
    ],
)
def test_tokens_are_joined_and_skipped(printed, expected):
    assert said(read_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("文/示都局 何山", "何山 author 示都局"),
        ("文/我们的太空 何山", "何山 author 我们的太空"),
        ("文/我们的太空》 何山", ""),
        ("文/红网 何山", "何山 author 红网"),
        ("记者 湖北日报欧阳文学", "欧阳文学 reporter 湖北日报"),
        ("记者 湖北日报何方丝雨", "湖北日报何方丝雨 reporter"),
        ("记者 湖北日报张网", ""),
        ("记者 长江云何山", "何山 reporter 长江云"),
        ("记者 张网何山", "张网 reporter; 何山 reporter"),
    ],
)
def test_organisations_before_names(printed, expected):
    assert said(read_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("记者 江苏大桥报道", ""),
        ("记者 石家庄人报道", ""),
        ("记者 江西平报道", "江西平 reporter"),
        ("记者 何方丝雨报道", "何方丝雨 reporter"),
        ("记者 多吉报道", "多吉 reporter"),
        ("记者 高网报道", "高网 reporter"),
        ("记者 示例日报报道", ""),
        ("记者 何山 示例日报报道", "何山 reporter"),
    ],
)
def test_who_and_where_before_a_report(printed, expected):
    assert said(read_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("作者：欧阳为民", "欧阳为民 author"),
        ("作者：何山北京", "何山北京 author"),
        ("作者：多吉北京大学教授", ""),
        ("作者：何山示例大学教授", ""),
        ("作者主任何山", "何山 author"),
        ("作者：何山好局长", "何山好局长 author ?"),
        ("作者：方圆、研究员何山", "方圆 author; 何山 author"),
        ("作者：方圆、高等北京研究院院长", "方圆 author"),
        ("作者：示例中心主任、何山、研究员方圆", "何山 author; 方圆 author"),
    ],
)
def test_offices_of_authors(printed, expected):
    assert said(read_bylines(printed)) == expected


def test_what_is_no_name_stands_behind_no_office():
    assert "方向" not in [one.name for one in read_bylines("作者：示例中心主任、研究员方向")]


@pytest.mark.parametrize("offices", ["示例中心主任、“示例”课题组、研究员", "示例中心主任、研究员"])
def test_the_place_of_a_name_behind_its_offices(offices):
    text = f"作者：{offices}何山"
    found = read_names(tokens(text, 3, len(text)), trusted=True, role="author")
    assert found == NameList((FoundName("何山", len(text) - 2, len(text)),))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("记者 何山 和 方圆", "何山 reporter; 方圆 reporter"),
        ("编辑：何山 x12y", "何山 editor"),
        ("记者 高度重视 编辑：方圆", ""),
        ("编辑：何山> 首页 审核：方圆", ""),
    ],
)
def test_a_line_of_a_body_holds_nothing_else(line, expected):
    assert said(find_bylines(line)) == expected
