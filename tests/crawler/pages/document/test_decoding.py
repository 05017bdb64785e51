"""Charsets: what a page declares is tried first, and not believed against its bytes."""

from __future__ import annotations

import codecs
import encodings.aliases

import pytest

from crawler.pages.document.decoding import decode, is_binary

TEXT = "<p>堤上的守夜人，今天下午在江边说：“水退了。”</p>" * 20
RARE = "<p>村民𠮷田与䶮姓老人</p>" + TEXT  # in gb18030, not in gbk


@pytest.mark.parametrize(
    ("declared", "header", "encoding"),
    [
        ("", "text/html; charset=utf-8", "utf-8"),
        ("", "text/html; charset=GB2312", "gb18030"),
        ("", "text/html", "utf-8"),
        ("", "", "gb18030"),
        ("", "text/html; charset=nonsense", "utf-8"),
        ('<meta charset="gbk">', "", "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', "", "gb18030"),
        ("<meta charset=”utf-8”>", "", "utf-8"),
        ('<meta charset="utf-8">', "", "gb18030"),  # the page declares what it is not
        ('<meta charset="gb2312">', "", "utf-8"),
        ('<meta charset="gbk">', "text/html; charset=utf-8", "gb18030"),  # the header does
        ('<script src="/a.js" charset="gbk"></script>', "", "utf-8"),
    ],
)
def test_the_text_comes_out_whatever_is_declared(declared, header, encoding):
    page = f"<head>{declared}</head>{RARE}"
    assert decode(page.encode(encoding), header)[0] == page


@pytest.mark.parametrize(
    ("mark", "charset"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_decides(mark, charset):
    assert decode(mark + TEXT.encode(charset), "text/html; charset=gbk") == (TEXT, charset)


def test_a_cut_character_is_no_wrong_charset():
    text, charset = decode(TEXT.encode("gb18030")[:-5] + b"\xbd", "text/html; charset=gbk")
    assert charset == "gb18030"
    assert text.startswith("<p>堤上的守夜人")


def test_nuls_are_dropped_even_inside_a_character():
    body = TEXT.encode("gb18030")
    assert decode(body[:7] + b"\0" + body[7:], "")[0] == TEXT


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7\n1 0 obj",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"PK\x03\x04\x14\0",
        b"\x1f\x8b\x08\0",
        bytes(range(256)) * 8,
    ],
)
def test_binary(body):
    assert is_binary(body)


@pytest.mark.parametrize(
    "body",
    [
        TEXT.encode(),
        TEXT.encode("gb18030"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        b"\0\0\0\0" + TEXT.encode(),
        b"\0".join(bytes([byte]) for byte in b"<html><body><p>x</p>"),
        "只有一行字。".encode(),
    ],
)
def test_text(body):
    assert not is_binary(body)


@pytest.mark.parametrize(("declared", "charset", "text"), [
    ("iso-8859-1", "gb18030", "今天下午，三省联席会议在武汉举行。"),
    ("windows-1252", "utf-8", "今天下午，三省联席会议在武汉举行。"),
    ("iso-8859-1", "cp1252", "Le café de la gare est fermé à midi."),
])  # fmt: skip
def test_a_latin_charset_is_believed_only_of_accents(declared, charset, text):
    body = f'<meta charset="{declared}"><p>{text}</p>'.encode(charset)
    assert decode(body) == (body.decode(charset), charset)
    assert decode(body, f"text/html; charset={declared}")[1] == charset


@pytest.mark.parametrize("declared_as", ["utf-16", "utf-16le", "utf-32"])
def test_a_declared_wide_charset_is_not_believed_of_narrow_bytes(declared_as):
    text = "<html><body><p>早稻插秧</p></body></html>"
    assert decode(text.encode(), f"text/html; charset={declared_as}") == (text, "utf-8")


@pytest.mark.parametrize(
    ("declared_as", "charset"),
    [("utf-16", "utf-16-le"), ("utf-16le", "utf-16-le"), ("utf-16be", "utf-16-be")],
)
def test_a_wide_page_without_a_mark_is_read_as_declared(declared_as, charset):
    text = "<html><body><p>早稻插秧</p></body></html>"
    assert decode(text.encode(charset), f"text/html; charset={declared_as}") == (text, charset)


@pytest.mark.parametrize(
    "charset", sorted({*encodings.aliases.aliases.values(), "punycode", "idna", "undefined"})
)
def test_no_declared_charset_raises_or_lets_halves_of_characters_pass(charset):
    body = b"<p>+2AA-a\\ud800 " + bytes(range(1, 256)) * 9 + b"</p>"
    text, _ = decode(body, f"text/html; charset={charset}")
    text.encode("utf-8")


@pytest.mark.parametrize("declared_as", ["gbk", "gb2312", "big5", "iso-8859-1"])
def test_utf_8_that_other_charsets_could_read_too_is_utf_8(declared_as):
    # An even number of bytes between the tags: read as GBK, none of them is broken.
    text = "<p><span>江州市长堤整修工程昨天完工，沿岸三个社区的居</span></p>" * 3
    assert decode(text.encode(), f"text/html; charset={declared_as}") == (text, "utf-8")


def test_what_is_gbk_reads_the_same_in_gb18030_and_has_no_characters_of_nobody():
    for first in range(0x80, 0x100):
        for second in range(0x100):
            try:
                text = bytes((first, second)).decode("gbk")
            except UnicodeDecodeError:
                continue
            assert text == bytes((first, second)).decode("gb18030")
            assert not any("\ue000" <= character <= "\uf8ff" for character in text)


def test_a_character_that_only_gb18030_has_is_read():
    text = "<html><body><p>早稻插秧，䶮江的水退了</p></body></html>"
    assert decode(text.encode("gb18030"), "text/html; charset=gb2312") == (text, "gb18030")
