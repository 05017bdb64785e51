"""A name is masked in every notation, and nothing else is."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from crawler.normalise.masking import mask_bytes, mask_text, mask_values

NAME = "宋望江"


@pytest.mark.parametrize(
    ("text", "name", "masked"),
    [
        ("记者 宋望江 报道", NAME, "记者 ■■■ 报道"),
        ("记者宋望江、田中全", NAME, "记者■■■、田中全"),
        ("宋　望江，宋 望 江", NAME, "■　■■，■ ■ ■"),
        ("宋望\n江边", NAME, "宋望\n江边"),  # the end of a paragraph and the beginning of the next
        ("田中全", NAME, "田中全"),
        ("张　三", "张三", "■　■"),
        ("张三", "张　三", "■■"),
        ("By Ann Lee and Anna Leeds", "Ann Lee", "By ■■■ ■■■ and Anna Leeds"),
        ("a.b", "axb", "a.b"),
        ("𠮷野家", "𠮷野", "■■家"),
    ],
)
def test_text(text, name, masked):
    assert mask_text(text, name) == masked


def test_values_of_any_depth():
    said = {"body": NAME, "bylines": [{"name": NAME, "raw": f"记者 {NAME}", "n": 1, "x": None, "y": True}]}
    masked = {"body": "■■■", "bylines": [{"name": "■■■", "raw": "记者 ■■■", "n": 1, "x": None, "y": True}]}
    assert mask_values(said, NAME) == masked


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk"])
def test_a_page_in_an_encoding(encoding):
    page = f"<p>记者：{NAME}（编辑：田中全）</p><p>宋&nbsp;望 江</p><p><b>宋</b>望江</p>"
    masked = "<p>记者：■■■（编辑：田中全）</p><p>■&nbsp;■ ■</p><p><b>■</b>■■</p>"
    assert mask_bytes(page.encode(encoding), NAME).decode(encoding) == masked


def test_a_page_in_big5():
    page = "<p>記者：陳望江（編輯：田中全）</p>".encode("big5")
    assert mask_bytes(page, "陳望江").decode("big5") == "<p>記者：■■■（編輯：田中全）</p>"


@pytest.mark.parametrize(
    ("page", "masked"),
    [
        (json.dumps({"author": NAME}), json.dumps({"author": "■■■"})),
        (json.dumps({"author": NAME}).upper().replace("\\U", "\\u"), '{"AUTHOR": "\\u25a0\\u25a0\\u25a0"}'),
        ("".join(f"&#{ord(char)};" for char in NAME), "&#9632;" * 3),
        ("".join(f"&#x{ord(char):x};" for char in NAME), "&#9632;" * 3),
        ("".join(f"&#X0{ord(char):X};" for char in NAME), "&#9632;" * 3),
        (f"/search?q={quote(NAME)}&p=1", f"/search?q={quote('■■■')}&p=1"),
        (f"/search?q={quote(NAME).lower()}&p=1", f"/search?q={quote('■■■')}&p=1"),
    ],
)
def test_other_notations(page, masked):
    assert mask_bytes(page.encode(), NAME).decode() == masked


def test_what_has_no_such_name_is_the_same_byte_for_byte():
    page = bytes(range(256)) * 20 + "宋望\n江 田中全 宋</p><p>望江".encode()
    assert mask_bytes(page, NAME) == page
    assert mask_bytes(b"Anna Leeds", "Ann Lee") == b"Anna Leeds"
    assert mask_bytes(b"by Ann Lee.", "Ann Lee") == "by ■■■ ■■■.".encode()
