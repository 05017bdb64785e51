"""Where in a body, and in a long paragraph, bylines are read; and which names are doubted there."""

from __future__ import annotations

import pytest

from crawler.normalise.bylines import find_bylines, read_signature
from tests.crawler.normalise.bylines.comparing import said

LONG = "三省联席会议今天下午在示例市举行，会议审议通过了三年行动计划，谋划了三十八项重点合作事项。"
PARAGRAPH = LONG * 12  # so long that only 220 characters at either end are read


@pytest.mark.parametrize(
    ("place", "read"), [(0, True), (7, True), (8, False), (35, False), (36, True), (60, True)]
)
def test_the_first_eight_and_the_last_25_lines_are_read(place, read):
    lines = [LONG] * 61
    lines[place] = "记者 何山"
    assert said(find_bylines("\n".join(lines))) == ("何山 reporter" if read else "")


def test_blank_lines_are_no_lines():
    assert said(find_bylines("责任编辑：\n \n\n何山")) == "何山 responsible_editor"
    assert said(find_bylines("\n \n" * 40 + "记者 何山\n" + f"{LONG}\n" * 30)) == "何山 reporter"


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("示例社北京5月19日电（记者 何山）" + PARAGRAPH, "何山 reporter"),
        (PARAGRAPH + "（记者 何山）", "何山 reporter"),
        ("示例网记者何山5月13日报道：" + PARAGRAPH, "何山 reporter 示例网"),
        (PARAGRAPH + "记者 何山 通讯员 方圆", "何山 reporter; 方圆 correspondent"),
        (LONG * 6 + "（记者 何山）" + LONG * 6, ""),
        # The end of the first 220 characters is no end of the paragraph, the start of the last no start.
        ((LONG * 5)[:214] + "。记者 何山" + PARAGRAPH, ""),
        (PARAGRAPH + ("示例网记者何山5月13日报道：" + PARAGRAPH)[:220], ""),
    ],
)
def test_a_long_paragraph_is_read_at_both_ends(paragraph, expected):
    assert said(find_bylines(paragraph)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("编辑：" + "何山、方圆、" * 28, ""),  # more than a line of names
        (LONG + "\n编辑：何山（记者 方圆）", "何山 editor; 方圆 reporter"),
        ("示例社5月19日电         （何山）\n" + LONG, "何山 author"),
        ("按（记者 何山）主持会议，" + LONG, ""),
        (LONG + "\n本报春运报道组", "本报春运报道组 author *"),
        (LONG + "（何山 本站）", ""),
        ("新华社记者\n" + LONG, "新华社记者 reporter *"),
        ("生活中心／何晓山報導\n" + LONG, "何晓山 reporter"),
        ("生活中心／何山台北報導\n" + LONG, "何山 reporter"),
        ("生活中心／何文文方圓江州報導\n" + LONG, ""),
        ("生活中心／何山、好好學習報導\n" + LONG, ""),
        ("记者 DAVID\n" + LONG, "DAVID reporter"),
        (LONG + "\n本文来源：示例网。请勿转载 责任编辑：何山", "何山 responsible_editor"),
        ("图集：江边晨光（摄影：方圆）\n" + LONG, ""),  # the caption of a picture
        # A turn of an interview, where it is no label in brackets.
        (LONG + "记者：多吉", ""),
        ("X记者：扎西顿珠", ""),
        ("　【记者】扎西顿珠", "扎西顿珠 reporter"),
        ("[记者]扎西顿珠", "扎西顿珠 reporter"),
    ],
)
def test_lines_of_bodies(body, expected):
    assert said(find_bylines(body)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (LONG + "（记者 何方丝雨雪）", "何方丝雨雪 reporter ?"),
        (LONG + "\n编辑 何文文方圆", "何文文方圆 editor ?"),
        (LONG + "\n编辑：何方丝雨雪", ""),
        (LONG + "\n本文来自示例网，作者：何方丝雨雪", ""),
        (LONG + "\n本文来源：示例网。内部 责任编辑：何方丝雨雪", ""),
        ("示例网记者何方丝雨雪5月13日报道：" + LONG, ""),
        (LONG + "记者 何方丝雨雪", ""),
        ("通讯员 多吉才让卓\n" + LONG, ""),
    ],
)
def test_a_run_that_surnames_do_not_cut_is_believed_in_brackets_alone(body, expected):
    assert said(find_bylines(body)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("（欧阳文学）", "欧阳文学 author"),
        ("（张网）", ""),
        ("（多·吉）", ""),
        ("（何方丝雨）", ""),
        ("（何文文方圆）", ""),
        ("（何山 的故事）", ""),
        ("（何山/摄）", ""),
        ("（" + "何晓山、" * 9 + "何）", ""),
        ("（" + "何晓山、" * 9 + "何山）", ""),  # 40 characters
    ],
)
def test_a_signature_holds_nothing_but_sure_names(line, expected):
    assert said(read_signature(line)) == expected


def test_a_signature_of_39_characters():
    assert len(read_signature("（" + "何晓山、" * 8 + "何山、方圆）")) == 10


@pytest.mark.parametrize(
    ("line", "raw"),
    [
        ("（袁溪）", "袁溪"),
        (" （袁溪） ", "袁溪"),
        ("（袁溪。）", "袁溪。"),
        ("示例县电视台 袁溪", "示例县电视台 袁溪"),
        ("示例县电视台 袁溪。", "示例县电视台 袁溪。"),
    ],
)
def test_raw_is_what_stands_in_the_signature(line, raw):
    assert [one.raw for one in read_signature(line)] == [raw]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("题：守堤人的灯 示例社记者何山", "何山 reporter 示例社"),
        (
            "示例社武汉5月18日电 题：守堤人的灯　示例社记者何山、方圆",
            "何山 reporter 示例社; 方圆 reporter 示例社",
        ),
        ("题：守堤人的灯", ""),
        ("题：记者何山眼中的守堤人", ""),
        ("他出的题：三省如何合作？ 示例社记者何山听了摇头。", ""),
    ],
)
def test_a_reporter_signs_behind_the_topic_of_a_feature(line: str, expected: str):
    assert said(find_bylines(f"{line}\n{LONG}")) == expected
