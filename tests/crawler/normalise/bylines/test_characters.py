"""Characters in one form, and the brackets that are read apart."""

from __future__ import annotations

import pytest

from crawler.normalise.bylines import read_bylines
from crawler.normalise.bylines.brackets import sections
from crawler.normalise.bylines.characters import halfwidth


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("ＮＦ０１：Ａｚ，／｜丨︱＿", "NF01:Az，/|||_"),
        ("□　何山\t方圆\n", "  何山 方圆 "),
        ("【记者】何山", " 记者:何山"),
        ("　【编辑】何山 【校对】方圆", "  编辑:何山  校对:方圆"),
        ("［责编］何山", " 责编:何山"),
        ("〔 摄影 〕何山", " 摄影  :何山"),
        ("何山【记者】", "何山【记者】"),
        ("X【记者】何山", "X【记者】何山"),
        (" ", " "),
        ("【好消息】何山", "【好消息】何山"),
        ("", ""),
    ],
)
def test_characters_are_made_half_width_and_labels_in_brackets_get_a_colon(printed, plain):
    assert halfwidth(printed) == plain
    assert len(plain) == len(printed)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("何山", [(False, "何山")]),
        ("（记者 何山）", [(True, "记者 何山")]),
        (" [ 记者 何山 ] ", [(True, " 记者 何山 ")]),
        ("（记者 何山", [(True, "记者 何山")]),
        (
            "记者 何山（教授）报道（编辑 方圆）",
            [(False, "记者 何山    报道。。。。。。。"), (True, "编辑 方圆")],
        ),
        (
            "（记者 何山）会议（通讯员 方圆）闭幕",
            [(False, "。。。。。。。会议。。。。。。。。闭幕"), (True, "记者 何山"), (True, "通讯员 方圆")],
        ),
    ],
)
def test_brackets_with_roles_are_read_apart_and_others_left_out(text, parts):
    assert [(bracket, section[start:end]) for start, end, bracket, section in sections(text)] == parts


def test_a_body_handed_over_by_mistake_is_read_at_its_head_alone():
    names = [one.name for one in read_bylines("记者 何山。" + "长" * 1000 + "编辑 方圆")]
    assert names == ["何山"]
