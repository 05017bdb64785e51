"""Text from pages, made fit for a terminal: no control characters, measured and cut by display columns.

Everything of a page that reaches a terminal goes through `safe`: an escape sequence in a title would
otherwise move the cursor, and a bidirectional override would show an address as another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

ELLIPSIS = "…"
_UNBROKEN = r"(?s)(?:[!-~]+|.)[，。、；：？！”’」』）》〉】〕…—·％]*"

# Overrides, isolates and marks of direction, and the separators that end a line.
BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SPACES = dict.fromkeys(map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " ")
_GONE = dict.fromkeys(
    [*range(32), *range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_UNPAIRED = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # half a character: no encoding can write it
_SAFE = {**_GONE, **_SPACES, **_UNPAIRED, 0xFEFF: None}


def safe(text: str) -> str:
    """The text on one line, without control and direction characters: `a\\x1b[2Jb` gives `a[2Jb`."""
    return text.translate(_SAFE)


def paragraphs(text: str) -> list[str]:
    """The lines of a body, each safe; empty ones are left out."""
    return [line for raw in text.splitlines() if (line := safe(raw).strip())]


def width(text: str) -> int:
    """Terminal columns: two for a Chinese character. `长江a` is 5."""
    if text.isascii():
        return len(text)
    from wcwidth import wcwidth  # 16 ms: only for who shows Chinese to a person

    return sum(max(0, wcwidth(character)) for character in text)


def cut(text: str, columns: int) -> str:
    """The text, or as much of it as fits with an ellipsis: `cut("长江经济带", 7)` is `长江经…`."""
    if width(text) <= columns:
        return text
    kept, used = "", 1
    for character in text:
        used += width(character)
        if used > columns:
            break
        kept += character
    return kept + ELLIPSIS if columns > 0 else ""


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled with blanks to `columns`; `right` puts the blanks before it."""
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks


def wrap(text: str, columns: int) -> Iterator[str]:
    """Lines of at most `columns`: breaks anywhere but before closing punctuation and inside a Latin word."""
    line, used = "", 0
    for piece in _pieces(text, columns):
        if line and used + width(piece.rstrip()) > columns:
            yield line.rstrip()
            line = piece.lstrip()
            used = width(line)
        else:
            line += piece
            used += width(piece)
    if line.strip():
        yield line.rstrip()


def _pieces(text: str, columns: int) -> Iterator[str]:
    """What no line breaks inside: a Latin word or a character, with the closing punctuation after it."""
    for match in re.finditer(_UNBROKEN, text):
        piece = match.group()
        if width(piece) > columns:  # an address wider than the terminal
            yield from piece
        else:
            yield piece


def near(name: str, known: Iterable[str]) -> str:
    """` Did you mean 'search'?`, or nothing when no name is near."""
    from difflib import get_close_matches  # 4 ms: only for who mistyped

    found = get_close_matches(name, list(known), n=3, cutoff=0.5)
    return f" Did you mean {' or '.join(map(repr, found))}?" if found else ""
