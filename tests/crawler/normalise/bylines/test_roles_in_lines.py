"""Role groups in a line: whose names and organisations are whose, and which line is a byline whole."""

from __future__ import annotations

import re

import pytest

from crawler.normalise.bylines import find_bylines, read_bylines
from crawler.normalise.bylines.name_lists import FoundName, read_names, tokens
from crawler.normalise.bylines.role_groups import RoleGroup, read_role_groups
from crawler.normalise.bylines.roles import find_roles, modified_roles
from tests.crawler.normalise.bylines.comparing import said


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("示都记者 何山", "何山 reporter 示都"),
        ("示夜记者 何山", "何山 reporter 示夜"),
        ("示都" * 9 + "长记者 何山", "何山 reporter " + "示都" * 9 + "长"),
        ("示都" * 10 + "记者 何山", "何山 reporter"),
        ("据示例社记者 何山", "何山 reporter 示例社"),
        ("示例日报·记者 何山", "何山 reporter 示例日报"),
        ("X示例日报记者 何山", "何山 reporter X示例日报"),
        ("示例社驻江州记者 何山", "何山 reporter 示例社"),
        ("武汉记者 何山", "何山 reporter"),
        ("用户记者 何山", "何山 reporter"),
        ("《示报》记者 何山", "何山 reporter"),
        ("示例日报评论部 记者 何山", "何山 reporter 示例日报评论部"),
        ("编辑：何山 示例日报 记者 方圆", "何山 editor; 方圆 reporter 示例日报"),
        ("编辑：何山 示都局", "何山 editor"),
        ("示例晨报、39度视频记者 何山", "何山 reporter 39度视频"),
        ("N视频记者 何山", "何山 reporter N视频"),
        ("示报·豫视频记者 何山", "何山 reporter 示报·豫视频"),
        ("本报视频记者 何山", "何山 video"),
        ("示例日报视频记者 何山", "何山 video 示例日报"),
        ("新示·EXAMPLE江州记者 何山", "何山 reporter 新示·EXAMPLE江州"),
        ("文/示例日报记者何山 图/示例日报记者 方圆", "何山 reporter 示例日报; 方圆 photographer 示例日报"),
        ("江台记者 孟山", "孟山 reporter 江台"),
        ("采访整理：何山", "何山 reporter"),
        ("记者孟山 江台记者卢舟", "孟山 reporter; 卢舟 reporter 江台"),
        ("记者 何山 编辑 方圆网记者 卢舟", "何山 reporter; 卢舟 reporter 方圆网"),
        ("编辑：何山2023-05-21 09:30", "何山 editor"),
        ("编辑：何山2023年5月21日 校对：方圆", "何山 editor; 方圆 proofreader"),
        ("撰文：示都记者 何山", "何山 reporter 示都"),
        ("新华社记者 高度重视", ""),
        ("新华社记者 编辑：何山", "何山 editor"),
        ("作者：何山 示例日报评论员", "何山 author; 示例日报评论员 author *"),
    ],
)
def test_organisations_of_roles(printed, expected):
    assert said(read_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("编辑/记者 何山", "何山 editor; 何山 reporter"),
        ("文/编辑 何山", "何山 author; 何山 editor"),
        ("摄影/示例日报记者 何山", "何山 reporter 示例日报"),
        ("摄影、示例日报记者 何山", "何山 photographer 示例日报; 何山 reporter 示例日报"),
        ("摄影 编辑：何山", "何山 editor"),
        ("记者 何山 摄影：办公室", "何山 reporter"),
        ("记者 何山 我们的 摄影", "何山 reporter"),
        ("记者 何山 摄影 高度重视", "何山 reporter"),
        ("记者 何山 X 摄影", "何山 reporter"),
        ("何山 文/图 编辑：方圆", "何山 author; 方圆 editor"),
        ("作者 何山 记者", "何山 author"),
        ("何山 记者 编辑：方圆", "何山 reporter; 方圆 editor"),
        ("何山 编辑：办公室", ""),
        ("示例日报评论部 何山 记者 方圆", "方圆 reporter"),
    ],
)
def test_names_that_roles_share_or_take(printed, expected):
    assert said(read_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("记者 王思问", "王思问 reporter"),
        ("记者 张陈美丽", "张陈美丽 reporter"),
        ("编辑的话 何山", ""),
        ("（记者扎西顿珠）", "扎西顿珠 reporter"),
        ("（记者扎西顿珠卓）", ""),
        ("（责编Xavi）", "Xavi responsible_editor"),
        ("文 编：何山", "何山 editor"),
        ("小 编：何山", "何山 editor"),
    ],
)
def test_names_close_behind_a_role(printed, expected):
    assert said(read_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("示都记者 何山", "何山 reporter 示都"),
        ("某记者 何山", ""),
        ("今天长江两岸 记者 何山", ""),
        ("今天长江两岸 编辑：何山", ""),
        ("我们的太空 2021-05-23 编辑：何山", ""),
        ("何山 编辑：方圆", "方圆 editor"),
        ("何山 记者", "何山 reporter"),
        ("何山 文/图", "何山 author"),
        ("策划：我们的话 编辑：何山", "何山 editor"),
        ("编辑：我们的话 审核：何山", ""),
    ],
)
def test_which_lines_are_bylines(line, expected):
    assert said(find_bylines(line)) == expected


def test_places_of_groups_are_those_of_the_whole_text():
    text = "来源。本网记者 何山 编辑：方圆"
    assert read_role_groups(text, 3, len(text), None, False) == [
        RoleGroup("reporter", (FoundName("何山", 8, 10),), 3, 10, word="记者"),
        RoleGroup("editor", (FoundName("方圆", 14, 16),), 11, 16, labelled=True, word="编辑"),
    ]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("首席记者 何山", 0, 4),
        ("驻京记者", 0, 4),
        ("全媒体记者 何山", 0, 5),
        ("本报首席记者", 0, 6),
        ("张山首席全媒体驻京记者", 2, 11),
        ("示例日报驻武汉记者", 4, 9),
        ("何山首席全媒体高级资深特约值班见习记者", 2, 19),
    ],
)
def test_modifiers_and_postings_are_a_part_of_the_role(text, start, end):
    assert [(role.start, role.end) for role in find_roles(text)] == [(start, end)]


@pytest.mark.parametrize(
    ("printed", "role"),
    [
        ("见习全媒体记者 何山", "intern"),
        ("实习全媒体记者 何山", "intern"),
        ("摄影全媒体记者 何山", "photographer"),
        ("图片全媒体记者 何山", "photographer"),
        ("摄像全媒体记者 何山", "video"),
        ("首席全媒体记者 何山", "reporter"),
        ("见习全媒体编辑 何山", "editor"),
        ("摄影全媒体编辑 何山", "editor"),
        ("示例日报特约评论员 何山", "author"),
        ("首席观察员 何山", "author"),
    ],
)
def test_modifiers_that_make_another_role(printed, role):
    assert [one.role for one in read_bylines(printed)] == [role]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("首席记者", True),
        ("首席全媒体记者", True),
        ("驻武汉记者", True),
        ("本报驻京记者", True),
        ("财经记者", True),
        ("本报通讯员", True),
        ("轮值总编", True),
        ("记者", False),
        ("X记者", False),
        ("首席人", False),
    ],
)
def test_the_pattern_of_modified_roles(text, role):
    assert bool(re.fullmatch(modified_roles(), text)) is role


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("编辑：何山（实习生 方圆）。", [("何山", "编辑：何山"), ("方圆", "实习生 方圆")]),
        ("编辑：何山（实习生 方圆）报道", []),
        ("编辑：何山（实习生 方圆）X", []),
        ("编辑：何方丝雨雪（实习生 方圆）", [("方圆", "实习生 方圆")]),
        ("编辑：何山（记者 何方丝雨雪）", [("何山", "编辑：何山"), ("何方丝雨雪", "记者 何方丝雨雪")]),
        ("编辑：何山（示例大学教授） 审核：方圆", [("何山", "编辑：何山"), ("方圆", "审核：方圆")]),
        ("编辑：我们（实习生 方圆）", [("方圆", "实习生 方圆")]),
        ("编辑何山（实习生 方圆）", [("方圆", "实习生 方圆")]),
        ("编辑：何山（记者 多吉）", [("何山", "编辑：何山"), ("多吉", "记者 多吉")]),
    ],
)
def test_a_labelled_line_with_a_bracket_at_its_end(line, expected):
    assert [(one.name, one.raw) for one in find_bylines(line)] == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("何山 文 方圆 摄", "何山 author; 方圆 photographer"),
        ("何山 图 方圆 摄", "何山 photographer; 方圆 photographer"),
        ("多吉 文 何山 摄", "何山 photographer"),
        ("文 何山 方圆 摄", "何山 photographer; 方圆 photographer"),
        ("李思 编辑 何山 文 方圆 摄", "何山 editor; 方圆 photographer"),
        ("何山 记者 李思 文 方圆 摄", "李思 reporter; 方圆 photographer"),
        ("文/记者 何山 图/记者 方圆", "何山 reporter; 方圆 photographer"),
        ("图/记者 何山", "何山 photographer"),
        ("编辑/记者 何山 编辑/记者 方圆", "何山 editor; 何山 reporter; 方圆 editor; 方圆 reporter"),
    ],
)
def test_words_behind_names_and_before_them(printed, expected):
    assert said(read_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("何山和方圆、石磊", [("何山", 0, 2), ("方圆", 3, 5), ("石磊", 6, 8)]),
        ("何晓山暨方圆", [("何晓山", 0, 3), ("方圆", 4, 6)]),
        ("张永和", [("张永和", 0, 3)]),
        ("多吉和方圆", [("多吉和方圆", 0, 5)]),
        ("何方丝雨和方圆", [("何方丝雨和方圆", 0, 7)]),
    ],
)
def test_the_places_of_names_joined_by_and(text, names):
    found = read_names(tokens(text, 0, len(text)), trusted=True).names
    assert [(one.name, one.start, one.end) for one in found] == names
