"""Lists of names behind a role word: how they are cut, and what stands there that is no name."""

from __future__ import annotations

import pytest

from crawler.normalise.bylines import read_bylines
from tests.crawler.normalise.bylines.comparing import said


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("记者 何山、方圆，石磊；林莲/朱明|罗兰&钱多", "何山 方圆 石磊 林莲 朱明 罗兰 钱多"),
        ("记者 何山、方圆等", "何山 方圆"),
        ("记者 何山 及 方圆", "何山 方圆"),
        ("编辑：潘 念", "潘念"),
        ("编辑：潘　念、周　山", "潘念 周山"),
        ("记者 何 田 野", "何田野"),
        ("记者 何 田 野、王 大 山", "何田野 王大山"),
        ("编辑：何 山 方 圆", "何山 方圆"),
        ("编辑：何 山 方 圆 石 磊", "何山 方圆 石磊"),
        ("责编：Demi Wang", "Demi Wang"),
        ("责编：Demi Anna Wang 何山", "Demi Anna Wang 何山"),
        ("责编：Demi  Wang", "Demi Wang"),
        ("责编：Demi、Wang", "Demi Wang"),
        ("责编：何山 Demi", "何山 Demi"),
        ("记者 何山方圆石磊林莲朱明", "何山 方圆 石磊 林莲 朱明"),
        ("编辑：欧阳文学何山", "欧阳文学 何山"),
        ("实习生 张陈美丽", "张陈美丽"),
        ("编辑：何", ""),
        ("编辑：一二三四五六七八九", ""),
        ("编辑：的士司机", ""),
        ("编辑：NF", ""),
    ],
)
def test_names_are_cut(printed, expected):
    assert " ".join(one.name for one in read_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("记者 何山综合报道", "何山 reporter"),
        ("记者 何山摄影报道", "何山 reporter"),
        ("记者 何山 北京报道", "何山 reporter"),
        ("记者 何山北京报道", "何山 reporter"),
        ("记者 何山石家庄报道", "何山 reporter"),
        ("记者 何山呼伦贝尔报道", "何山 reporter"),
        ("记者 山东某县报道", ""),
        ("记者 黑龙江某县报道", ""),
        ("记者 何山 整理", "何山 reporter"),
        ("编辑 何山 2021-05-23 21:51", "何山 editor"),
        ("编辑：何山_NF12", "何山 editor"),
        ("编辑：-何山-", "何山 editor"),
        ("编辑：何山。", "何山 editor"),
        ("编辑：12345", ""),
        ("编辑：NF_042", ""),
        ("摄影：示例图库提供", ""),
        ("视频：受访者供图", ""),
        ("图片：何山提供", ""),
    ],
)
def test_how_and_where_it_was_written_is_no_part_of_a_name(printed, expected):
    assert said(read_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("记者 何山/摄", "何山 photographer"),
        ("记者 何山 方圆/摄", "何山 photographer; 方圆 photographer"),
        ("记者 何山摄 方圆", "何山 photographer; 方圆 reporter"),
        ("记者 何山攝", "何山 photographer"),
    ],
)
def test_a_word_behind_the_name_says_who_took_the_picture(printed, expected):
    assert said(read_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("作者：研究员何山", "何山 author"),
        ("作者：示例大学研究员何山", "何山 author"),
        ("作者：何山北京大学教授", "何山 author"),
        ("作者：何文山东大学教授", "何文 author"),
        ("作者：何晓文黑龙江大学教授", "何晓文 author"),
        ("作者：何山系示例大学教授", "何山 author"),
        ("作者：何山现任示例大学校长", "何山 author"),
        ("作者：何山、示例大学教授", "何山 author"),
        ("作者：何山 现任示例大学校长", "何山 author"),
        ("作者：示例中心主任、“示例”课题组、研究员何山", "何山 author"),
        ("作者：方圆、石磊，示例中心主任", "方圆 author; 石磊 author"),
        ("作者：主任何山", "何山 author"),
    ],
)
def test_the_office_of_an_author_is_no_part_of_the_name(printed, expected):
    assert said(read_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("文/示都报 何山", "何山 author 示都报"),
        ("文/示都 何山", "何山 author"),  # two characters that no list knows may be anything
        ("文/某 何山", "何山 author"),
    ],
)
def test_an_organisation_before_the_first_name(printed, expected):
    assert said(read_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("printed", "raw"),
    [
        ("来源：江边日报 何山 方圆", ["来源：江边日报 何山 方圆"] * 2),
        ("（作者：示例中心主任、研究员何山）", ["作者：示例中心主任、研究员何山"]),
        ("来源：示例网  记者　何山、方圆 编辑：石磊", ["记者　何山、方圆"] * 2 + ["编辑：石磊"]),
        ("撰文：示例日报编辑部", ["撰文：示例日报编辑部"]),
    ],
)
def test_raw_is_the_group_as_printed(printed, raw):
    assert [one.raw for one in read_bylines(printed)] == raw
