"""Text from pages, made fit for a terminal: no control characters, measured and cut by display columns.

Everything of a page that reaches a terminal goes through `safe`: an escape sequence in a title would
otherwise move the cursor, and a bidirectional override would show an address as another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from gettext import gettext

ELLIPSIS = "…"
NEAREST = 3  # names that a mistyped one may stand for
_UNBROKEN = r"(?s)[（“‘「『《〈【〔［]*(?:[!-~]+|.)[，。、；：？！”’」』）》〉】〕…—·％]*"

# Overrides, isolates and marks of direction, and the separators that end a line.
BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SPACES = dict.fromkeys(map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " ")
_GONE = dict.fromkeys(
    [*range(32), *range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_UNPAIRED = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # half a character: no encoding can write it
_SAFE = {**_GONE, **_SPACES, **_UNPAIRED, 0xFEFF: None}

_BARE = _SAFE | dict.fromkeys(_SPACES)


def safe(text: str) -> str:
    """The text on one line, without control and direction characters: `a\\x1b[2Jb` gives `a[2Jb`."""
    return text.translate(_SAFE)


def without_controls(text: str) -> str:
    """As `safe`, with separators of lines and pages (U+2028, U+0085, form feed …) left out, not blanks."""
    return text.translate(_BARE)


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


def cut_start(text: str, columns: int) -> str:
    """As `cut`, with the end of the text kept: `cut_start("长江经济带", 7)` is `…经济带`."""
    return cut(text[::-1], columns)[::-1]


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled with blanks to `columns`; `right` puts the blanks before it."""
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks


def wrap(text: str, columns: int) -> Iterator[str]:
    """Lines of at most `columns`: breaks anywhere but before closing punctuation, behind an opening
    one and inside a Latin word."""
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
    """What no line breaks inside: a Latin word or a character, with the punctuation that belongs to it."""
    for match in re.finditer(_UNBROKEN, text):
        piece = match.group()
        if width(piece) > columns:  # an address wider than the terminal
            yield from piece
        else:
            yield piece


def near(name: str, known: Iterable[str]) -> str:
    """` Did you mean 'search'?`, or nothing when no name is near in spelling."""
    found = nearest(name, known)
    if not found:
        return ""
    names = gettext(" or ").join(map(repr, found))
    return gettext(" Did you mean {names}?").format(names=names)


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """The names that are nearest in spelling: at most one letter in three is wrong, missing, too many or
    changed about, or the name goes on longer."""
    most = max(1, len(name) // 3)
    away = {one: _distance(name.lower(), one.lower()) for one in known}
    found = sorted((number, one) for one, number in away.items() if number <= most)[:NEAREST]
    if not found and len(name) >= NEAREST:
        found = sorted((len(one), one) for one in away if one.lower().startswith(name.lower()))[:NEAREST]
    return [one for number, one in found if number == found[0][0]] if found else []


def _distance(one: str, other: str) -> int:
    """How many letters are to be added, left out, replaced or changed about to make one of the other
    (optimal string alignment): `serch` is 1 from `search`, `titel` 1 from `title`."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, there in enumerate(other, 1):
            cost = min(line[-1] + 1, above[column] + 1, above[column - 1] + (letter != there))
            if row > 1 and column > 1 and (letter, one[row - 2]) == (other[column - 2], there):
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, above = above, line
    return above[-1]


def counted(number: int, noun: str, plural: str = "") -> str:
    """`counted(1, "article")` is `1 article`, `counted(1204, "article")` `1,204 articles`; a
    plural without s is named: `counted(2, "copy", "copies")`. In a language that has one form for both it is
    the noun that is looked up."""
    if (said := gettext(noun)) != noun:
        return f"{number:,} {said}"
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def size_text(size: float) -> str:
    """Bytes as `1.2 GB`."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= factor:
            return f"{size / factor:,.1f} {unit}"
    return f"{size:,.0f} bytes"
