"""Bytes of a page to text: what was declared is tried first, and not believed against the bytes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# Only a <meta>: the charset of a <script src> is the script's (real UTF-8 pages name gbk there).
_META = re.compile(
    rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"'\xe2\x80\x9c\x9d]{0,4}\s*([\w.:-]+)", re.IGNORECASE
)
_XML = re.compile(rb"\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)  # of feeds
# Characters of nobody, as which gb18030 reads every tenth of Big5.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_MOST_PRIVATE = 0.03
_HEAD = 16_384
_NO_CHANCE = 40  # bytes more than characters: some twenty Chinese characters
# gb2312 and gbk pages hold characters that only gb18030 knows.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252"}
_LATIN = ("cp125", "iso8859", "latin", "ascii", "mac-")
_WIDE = ("utf-16", "utf-32")
_HIGH = re.compile(rb"[\x80-\xff]+")
# Where only the byte 0 is a NUL, and the body has none left.
_NO_NULS = frozenset(("utf-8", "gb18030"))
# Python's own, for source code and host names: they raise, take the square of the length, or let halves of
# characters pass, which no store takes. utf-7 does the last, and browsers refuse it.
_NO_CHARSETS = frozenset(("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"))
_SIGNATURES = (
    b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x00\x00\x00",
    b"ID3", b"OggS", b"\x7fELF", b"MZ\x90", b"Rar!", b"7z\xbc\xaf", b"wOFF", b"\xd0\xcf\x11\xe0",
)  # fmt: skip


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """The text and the charset it was read in: mark, header, `<meta>`, UTF-8, gb18030."""
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return _clean(body[len(mark) :].decode(charset, "replace")), charset
    if wide := _wide(body, content_type):
        return _clean(body.decode(wide, "replace")), wide
    body = body.replace(b"\x00", b"")  # before decoding: one in the middle of a character would break it
    if (text := _as_utf8(body)) is not None:
        return text, "utf-8"
    best: tuple[float, str, str] | None = None
    for charset in _candidates(body, content_type):
        if charset == "gb18030" and (whole := _as_gbk(body)) is not None:
            return whole, charset
        text = body.decode(charset, "replace")
        damage = text.count("\ufffd") / (len(text) + 1) if "\ufffd" in text else 0.0
        if damage < 0.0002:  # a cut-off last character or one broken advertisement is no wrong charset
            if charset == "gb18030" and (other := _as_big5(body, text)) is not None:
                return _clean(other), "big5hkscs"
            return text if charset in _NO_NULS else _clean(text), charset
        if best is None or damage < best[0] * 0.5:
            best = (damage, text, charset)
    assert best is not None  # utf-8 and gb18030 are always candidates
    return best[1] if best[2] in _NO_NULS else _clean(best[1]), best[2]


def _as_utf8(body: bytes) -> str | None:
    """The text where the bytes are UTF-8 throughout, and enough of them for that to be no chance.

    Read as GBK, as their page may say, they may be characters too.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if len(body) - len(text) >= _NO_CHANCE else None


def _as_gbk(body: bytes) -> str | None:
    """The text where the bytes are GBK throughout, as nine of ten such pages are.

    It reads as in gb18030, and GBK has no characters of nobody: these need not be looked for, which takes
    longer than decoding.
    """
    try:
        return body.decode("gbk")
    except UnicodeDecodeError:
        return None


def _as_big5(body: bytes, text: str) -> str | None:
    """The text in Big5, where gb18030 makes of it characters that nobody uses, and Big5 none."""
    private = sum(1 for _ in _PRIVATE.finditer(text))
    if private <= _MOST_PRIVATE * (len(body) - len(text)):
        return None
    try:
        other = body.decode("big5hkscs")
    except UnicodeDecodeError:
        return None
    return None if _PRIVATE.search(other) else other


def declared(body: bytes, content_type: str = "") -> tuple[tuple[str, str], ...]:
    """What header and `<meta>` say, of charsets that exist: `("header", "utf-8"), ("meta", "gb18030")`."""
    found = (("header", _HEADER.search(content_type)), ("meta", _META.search(body[:_HEAD])))
    named = ((where, known(one.group(1)) if one else None) for where, one in found)
    return tuple((where, charset) for where, charset in named if charset)


def _candidates(body: bytes, content_type: str) -> Iterator[str]:
    stated = [charset for _, charset in declared(body, content_type) if not charset.startswith(_WIDE)]
    latin = [charset for charset in stated if charset.startswith(_LATIN)]
    if latin and _is_paired(body):
        stated = [charset for charset in stated if charset not in latin]
    yield from dict.fromkeys((*stated, "utf-8", *_of_xml(body), "gb18030", *latin))


def _of_xml(body: bytes) -> tuple[str, ...]:
    """What the declaration of XML says, which counts behind UTF-8: servers convert feeds and leave it."""
    found = _XML.match(body)
    charset = known(found.group(1)) if found else None
    return (charset,) if charset and not charset.startswith((*_WIDE, *_LATIN)) else ()


def _wide(body: bytes, content_type: str) -> str | None:
    """The declared charset of two or four bytes a character, where the bytes are of one: markup in it is
    half zeros. Servers that declare it and send another are not believed."""
    stated = [charset for _, charset in declared(body, content_type) if charset.startswith(_WIDE)]
    if not stated or body.count(0) < len(body) / 5:
        return None
    if stated[0] != "utf-16":
        return stated[0]
    return "utf-16-be" if body[:1] == b"\x00" else "utf-16-le"  # without a mark Python takes its machine's


def _is_paired(body: bytes) -> bool:
    """Whether bytes above 127 come in runs, as Chinese has them: accents stand between letters. Any run is
    text in a Latin charset, which servers declare when nobody has set another."""
    runs = _HIGH.findall(body)
    return sum(len(run) > 1 for run in runs) > len(runs) / 2


def known(label: str | bytes) -> str | None:
    """`GB2312` gives `gb18030`; a charset that Python does not know, or that is no text, gives None."""
    try:
        name = codecs.lookup(label.decode("ascii") if isinstance(label, bytes) else label).name
        if name in _NO_CHARSETS:
            return None
        b"x".decode(name, "replace")  # idna, for one, decodes only strictly
    except (LookupError, UnicodeError):
        return None
    return _WIDER.get(name, name)


def _clean(text: str) -> str:
    return text.replace("\x00", "") if "\x00" in text else text


def is_binary(body: bytes) -> bool:
    """Whether these bytes are an image, an archive, a PDF …: a signature, or control characters."""
    if body.startswith(_SIGNATURES):
        return body.lstrip(b"\x00").lstrip()[:1] != b"<"
    sample = body[:4096]
    marked = sample.replace(b"\x00", b"")  # a page may be full of NULs
    if b"<" in marked and re.search(
        rb"<(?:!doctype|html|head|body|div|p|meta|script)\b", marked, re.IGNORECASE
    ):
        return False
    controls = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    return controls > len(sample) * 0.1 and not sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
