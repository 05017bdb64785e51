"""Names before a role word and behind a source; who both reports and takes pictures. Lines of our own."""

from __future__ import annotations

import pytest

from crawler.normalise.bylines import find_bylines, read_bylines
from tests.crawler.normalise.bylines.comparing import said


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("来源：江边日报 何山 方圆", "何山 author 江边日报; 方圆 author 江边日报"),
        ("2026-05-21 09:30 来源：江边日报 何山、方圆", "何山 author 江边日报; 方圆 author 江边日报"),
        ("来源：江边日报 2026-05-21 09:30 何山", "何山 author 江边日报"),
        ("稿源：《江边日报》 何山 编辑：方圆", "何山 author 江边日报; 方圆 editor"),
        ("来源：江边日报|欧阳文学", "欧阳文学 author 江边日报"),
        ("来源：江边日报 阿依古丽·买买提", "阿依古丽·买买提 author 江边日报"),
        ("来源：江边日报 何山 方圆 字号 大 中 小", "何山 author 江边日报; 方圆 author 江边日报"),
        ("来源：江边日报 记者 何山", "何山 reporter"),
        ("来源：江边日报 江州网", ""),
        ("来源：江边日报 黄梅县", ""),
        ("来源：江边日报 时政", ""),
        ("来源：何山 方圆", ""),
    ],
)
def test_people_behind_a_source(printed: str, expected: str) -> None:
    assert said(find_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("阿依古丽·买买提 记者 方圆", "阿依古丽·买买提 author; 方圆 reporter"),
        ("石小磊 编辑：方圆", "石小磊 author; 方圆 editor"),
        ("江州 记者 方圆", "方圆 reporter"),  # two characters may as well be a place
        ("何山 方圆 记者 责任编辑 石磊", "何山 reporter; 方圆 reporter; 石磊 responsible_editor"),
        ("谢谢 记者 方圆", ""),
    ],
)
def test_names_before_the_first_role(printed: str, expected: str) -> None:
    assert said(find_bylines(printed)) == expected


@pytest.mark.parametrize(
    "printed", ["【延伸阅读】", "（延伸阅读）", "【何处来源】", "（高清视频）", "【延伸閱讀】"]
)
def test_a_part_of_a_label_is_no_name(printed: str) -> None:
    assert read_bylines(printed) == ()


@pytest.mark.parametrize(
    "printed",
    [
        "记者 何山 摄影报道",
        "记者何山/摄影报道",
        "记者 何山 摄影并报道",
        "记者 何山 摄影 报道",
        "摄影报道：何山",
        "何山 摄影报道",
        "摄影/报道 记者 何山",
    ],
)
def test_who_takes_pictures_and_reports_is_a_reporter(printed: str) -> None:
    assert said(find_bylines(printed)) == "何山 reporter"


def test_the_pen_name_of_an_office_is_kept_as_printed() -> None:
    assert said(find_bylines("通讯员 江公宣 摄影报道")) == "江公宣 correspondent"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("记者 何山与方圆圆和石磊", "何山 reporter; 方圆圆 reporter; 石磊 reporter"),
        ("作者 张永和", "张永和 author"),
        ("记者 何与之和方圆", "何与之 reporter; 方圆 reporter"),
    ],
)
def test_three_names_with_and(printed: str, expected: str) -> None:
    assert said(find_bylines(printed)) == expected


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("本报讯 记者何山 通讯员方圆 江州市长堤昨天完工。", "何山 reporter; 方圆 correspondent"),
        ("本报讯 记者 何山 江州市长堤昨天完工，居民高兴。", "何山 reporter"),
        (
            "江边日报讯 记者何山、方圆 实习生石磊 长堤昨天完工，居民高兴。",
            "何山 reporter; 方圆 reporter; 石磊 intern",
        ),
        ("本报讯 昨天记者 走进江州 长堤昨天完工，居民高兴。", ""),
        ("【江边日报】（记者何山、方圆）长堤完工。", "何山 reporter; 方圆 reporter"),
    ],
)
def test_names_at_the_head_of_a_paragraph(paragraph: str, expected: str) -> None:
    assert said(find_bylines(paragraph)) == expected


@pytest.mark.parametrize("name", ["方言", "简单", "平安", "阳光", "程度"])
def test_words_that_people_are_called_name_somebody_behind_a_label_alone(name: str) -> None:
    assert said(find_bylines(f"责任编辑：{name}")) == f"{name} responsible_editor"
    assert said(find_bylines(f"江边社5月21日电（{name}）江州的长堤今天修好了。")) == ""
