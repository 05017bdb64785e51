"""Marks are found in what the page says, whatever its bytes are."""

from __future__ import annotations

import codecs

import pytest

from crawler.pages.document.decoding import decode
from crawler.pages.document.marks import Marks, in_utf8
from crawler.pages.document.nodes import Tree
from crawler.pages.document.page import Page
from tests.crawler.pages.cost import capture_of

TEXT = '<meta charset="{}"><p class="detailContent">江边的灯</p><script>var imgUrl = 1;</script>'


@pytest.mark.parametrize("charset", ["utf-8", "gbk", "utf-16"])
@pytest.mark.parametrize(
    ("mark", "there"), [("detailContent", True), ("江边", True), ("detailcontent", False)]
)
def test_a_mark_is_there_in_every_charset(charset, mark, there):
    page = Page(capture_of(TEXT.format(charset).encode(charset)))
    assert page.has(mark) is there
    assert (mark in page.text) is there


def test_half_a_character_of_gbk_is_no_mark():
    # The second byte of 倄 in GBK is the letter x.
    body = "<meta charset=gbk>江边的灯又亮了，倄bc".encode("gbk")
    assert b"xbc" in body
    assert not Page(capture_of(body)).has("xbc")


def test_a_nul_within_a_mark_is_left_out():
    body = (TEXT.format("utf-8") + "堤" * 40).encode().replace(b"detailC", b"detail\x00C")
    assert Page(capture_of(body)).has("detailContent")


def test_bytes_that_are_the_text_are_not_made_again():
    body = ("江边的灯" * 20).encode()
    assert in_utf8(*decode(body), body) is body
    assert in_utf8("江边", "gb18030", "江边".encode("gbk")) == "江边".encode()


@pytest.mark.parametrize(
    ("head", "tail"),
    [(codecs.BOM_UTF8, b""), (b"", b"\xe7\x81 <b>"), (b"", b"\x00"), (codecs.BOM_UTF8, b"\xff")],
    ids=["a mark before all", "half a character", "a NUL", "a mark and a broken byte"],
)
def test_the_parser_gets_the_bytes_of_the_text(head: bytes, tail: bytes):
    body = head + ("<p>" + "江边的灯又亮了" * 200).encode() + tail + b"</p>"
    page = Page(capture_of(body))
    assert in_utf8(page.text, page.charset, body) == page.text.encode()
    assert page.tree.html == Tree(page.text).html


def test_what_was_looked_for_once_is_known():
    marks = Marks("江边的灯".encode())
    assert ["灯" in marks, "灯" in marks, "灯火" in marks, "灯火" in marks] == [True, True, False, False]
