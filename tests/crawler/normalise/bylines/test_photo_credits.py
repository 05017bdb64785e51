"""Captions of pictures, and who took or gave them."""

from __future__ import annotations

import pytest

from crawler.normalise.bylines.photo_credits import is_caption, read_credit


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("图为长堤一角。（记者 何山 摄）", "何山"),
        ("何山 摄", "何山"),
        ("何山/摄", "何山"),
        ("示例社发（何山摄）", "何山"),
        ("示例社记者 何山 方圆 摄", "何山 方圆"),
        ("10月4日，列车开往江边。 通讯员何山 摄", "何山"),
        ("记者 何山 摄影报道", "何山"),
        ("图/何山", "何山"),
        ("摄影：何山", "何山"),
        ("长堤上的灯。 圖／示例科技", "示例科技"),
        ("图片来源：示例图库", "示例图库"),
        ("图源：Example photo", "Example photo"),
        ("图为渡口。江边宣传部供图", "江边宣传部"),
        ("图由受访者提供", "受访者"),
        ("（记者 何山 摄）", "何山"),
        ("摄影：“何山”", "何山"),
        ("图/记者 何山", "何山"),
        ("资料图片 供图：何山", "何山"),
        ("何山、方圆 摄", "何山、方圆"),
        ("图/宣传部", "宣传部"),
        ("图片来源：网络", None),
        ("摄影：本报", None),
        ("图/无", None),
        ("记者摄", None),
        ("长江两岸" * 60 + "（何山 摄）", None),  # a paragraph
        ("（资料图）", None),
        ("今天，他用手机拍摄", None),
        ("长堤上的灯", None),
        ("", None),
        (None, None),
    ],
)
def test_credits(caption, credit):
    assert read_credit(caption) == credit


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("图为长堤一角。", True),
        ("▲守夜人在堤上", True),
        ("长堤示意图", True),
        ("何山 摄", True),
        ("今天傍晚，长堤上亮起了第一盏灯。", False),
        ("图为" + "长堤，" * 60, False),
    ],
)
def test_captions(line, caption):
    assert is_caption(line) is caption
