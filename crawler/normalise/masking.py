"""A person's name replaced by ■ wherever it stands: in text, and in a page's bytes in any usual notation."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

MARK = "■"
_BLANKS = r"[ \t\u00a0\u2002\u2003\u3000]*"  # 张　三: names of two characters are often printed so
# Between two characters in a page: blanks in any notation, and elements that only change how it looks.
_BETWEEN = (
    rb"(?:[ \t]|\xc2\xa0|\xe3\x80\x80|\xe2\x80[\x82\x83]|\xa1\xa1|(?i:&(?:nbsp|ensp|emsp);|&#(?:12288|160);"
    rb"|&#x(?:3000|a0);|\\u(?:3000|00a0)|</?(?:span|font|b|strong|em|i|u|a)(?:\s[^<>]{0,300})?>))*"
)


def without_blanks(name: str) -> str:
    """`张　三` gives `张三`."""
    return "".join(name.split())


def mask_text(text: str, name: str) -> str:
    """`记者 张　三` gives `记者 ■　■` for the name `张三`. Of a name in letters only whole words count."""
    return _text_pattern(name).sub(_marked, text)


def mask_values(written: Any, name: str) -> Any:
    """The same in every text of JSON values, however deep."""
    if isinstance(written, str):
        return mask_text(written, name)
    if isinstance(written, list):
        return [mask_values(one, name) for one in written]
    if isinstance(written, dict):
        return {key: mask_values(one, name) for key, one in written.items()}
    return written


def mask_bytes(body: bytes, name: str) -> bytes:
    """The same in a page: in UTF-8, GB 18030 and Big5, as references, as escapes of JSON and of addresses."""
    notations = (*_IN_ASCII, _UTF_8) if _is_utf_8(body) else (*_IN_ASCII, _UTF_8, *_OTHERS)
    for notation in notations:
        if pattern := _byte_pattern(name, notation):
            body = pattern.sub(_marking(notation.mark), body)
    return body


def is_han(char: str) -> bool:
    """Whether it is a Chinese character."""
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000"


@cache
def _text_pattern(name: str) -> re.Pattern[str]:
    joined = _BLANKS.join(map(re.escape, without_blanks(name)))
    return re.compile(joined if is_han(name[0]) else rf"(?<!\w){joined}(?!\w)")


def _marked(found: re.Match[str]) -> str:
    return "".join(char if char.isspace() else MARK for char in found[0])


@dataclass(frozen=True)
class _Notation:
    """How a character is written in bytes: as a pattern, None where it cannot be; and how ■ is."""

    pattern: Callable[[str], bytes | None]
    mark: bytes


@cache
def _byte_pattern(name: str, notation: _Notation) -> re.Pattern[bytes] | None:
    written = [notation.pattern(char) for char in without_blanks(name)]
    tokens = [b"(" + one + b")" for one in written if one is not None]
    if len(tokens) < len(written):
        return None
    joined = _BETWEEN.join(tokens)
    return re.compile(joined if is_han(name[0]) else rb"(?<![A-Za-z0-9])" + joined + rb"(?![A-Za-z0-9])")


def _marking(mark: bytes) -> Callable[[re.Match[bytes]], bytes]:
    """Replaces the groups, which are the characters, and leaves what stands between."""

    def marked(found: re.Match[bytes]) -> bytes:
        parts, last = [], found.start()
        for group in range(1, found.re.groups + 1):
            parts += [found.string[last : found.start(group)], mark]
            last = found.end(group)
        return b"".join(parts)

    return marked


def _is_utf_8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _encoded(encoding: str) -> _Notation:
    return _Notation(lambda char: _bytes_of(char, encoding, re.escape), MARK.encode(encoding))


def _percent(encoding: str) -> _Notation:
    return _Notation(
        lambda char: _bytes_of(char, encoding, lambda raw: b"(?i:" + _as_percent(raw) + b")"),
        _as_percent(MARK.encode(encoding)),
    )


def _bytes_of(char: str, encoding: str, write: Callable[[bytes], bytes]) -> bytes | None:
    try:
        return write(char.encode(encoding))
    except UnicodeEncodeError:
        return None


def _as_percent(raw: bytes) -> bytes:
    return b"".join(b"%%%02X" % byte for byte in raw)


def _escape(char: str) -> bytes:
    raw = char.encode("utf-16-be").hex()
    units = [raw[start : start + 4] for start in range(0, len(raw), 4)]
    return b"".join(rb"\\u(?i:" + unit.encode() + b")" for unit in units)


def _reference(char: str) -> bytes:
    return b"&#(?:0*%d|[xX]0*(?i:%x));" % (ord(char), ord(char))


_UTF_8 = _encoded("utf-8")
_OTHERS = (_encoded("gb18030"), _encoded("big5"), _percent("gb18030"))
_IN_ASCII = (
    _Notation(_escape, rb"\u25a0"),
    _Notation(_reference, b"&#9632;"),
    _percent("utf-8"),
)
