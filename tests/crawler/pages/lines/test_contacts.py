"""Lines of a footer, in either script and case; what is only looked for first rejects none of them."""

from __future__ import annotations

import pytest

from crawler.normalise.text import without_letter_spacing
from crawler.pages.lines.contacts import is_contact


@pytest.mark.parametrize(
    "line",
    [
        "地址：江州市滨江路18号 邮编：430000", "江州日报社主办", "E-MAIL：a@example.cn",
        "e-mail: a@example.cn", "Tel：027-12345678", "FAX: 027-12345678", "Address：江州市", "客服QQ：12345",
        "qq群：12345", "COPYRIGHT 2021", "江州网 © 2021", "江ICP备12345678号", "江icp备12345678号",
        "B2-20210001", "All rights reserved", "ALL RIGHTS", "地 址：江州市滨江路18号",
    ],
)  # fmt: skip
def test_a_line_of_a_footer(line):
    assert is_contact(line)


@pytest.mark.parametrize(
    "line", ["江边的灯又亮了", "他在电话里说，灯亮着。", "the lamp is lit", "2021-05-23 21:51"]
)
def test_another_line(line):
    assert not is_contact(line)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("责 任 编 辑：何 田", "责任编辑：何田"),
        ("A责 任", "A责任"),
        ("今天 下午 举行", "今天 下午 举行"),
        ("江 边的灯", "江 边的灯"),
        ("何 A 田", "何 A 田"),
    ],
)
def test_letter_spacing(printed, read):
    assert without_letter_spacing(printed) == read
