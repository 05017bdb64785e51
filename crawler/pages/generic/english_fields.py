"""Authors, editors and outlets of pages in English, around the headline and the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.normalise.text import tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.pages.document.outline import Line

# A blank between two words, and words of some letters: a line of a thousand is no name, and told so at once.
_MONTH = r"(?i:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)"
_WORD = rf"(?!{_MONTH}[a-z]*\.?\s\d)(?!\w+\s?[:：])[A-Z][A-Za-z'’-]{{1,29}}"
_NAME = rf"{_WORD}(?:\s{_WORD}){{1,3}}"
_PEOPLE = rf"{_NAME}(?:\s?(?:,|\band\b|&)\s?{_NAME}){{0,3}}"
# By Meng Fan in Beijing | Example Daily | Updated: 2021-05-23
_LABEL = (
    r"(?:Sources?|(?:Web\s)?[Ee]ditors?|Authors?|Reporters?|Photos?|Updated|Published|Posted|Date|Time)"
    r"\s?[:：]"
)
_ENDS = rf"(?=$|[|,(（;/]|in\s[A-Z]|\d|{_LABEL}|{_MONTH}[a-z]*\.?\s\d)"
_BY = re.compile(rf"(?:^|[\d|;]\s{{0,3}})(?:(?:Written\s|Reported\s)?[Bb]y:?|BY:?)\s({_PEOPLE})\s?{_ENDS}")
# Source: Example Daily  Author: Meng Fan, He Yu  Editor: …
_AUTHORS = re.compile(rf"(?:^|[|\s;])(?:Authors?|Reporters?|Writers?)\s?[:：]\s?({_PEOPLE})\s?{_ENDS}")
# Meng Fan | Example Daily | Updated: May 23, 2021
_FIRST = re.compile(rf"({_PEOPLE})\s?\|")
_PLACES = frozenset(
    ("Hong Kong", "New York", "Los Angeles", "San Francisco", "New Delhi", "South China", "Hot Topics")
)
ENGLISH_DAY = re.compile(
    rf"\b{_MONTH}[A-Za-z]{{0,6}}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s20\d\d"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}[A-Za-z]{{0,6}}\.?,?\s20\d\d"
)
# China Daily of `By Meng Fan | China Daily | Updated: 2021-05-23 | Share`
_ENGLISH_OUTLET = re.compile(
    r"(?:[A-Z][A-Za-z'’.]*\s){1,4}(?:Daily|Times|Post|News|Weekly|Today|Herald|Morning|Evening|Express|Agency|Online|"
    r"Network|Service|Radio|TV|DAILY|TIMES|POST|NEWS|WEEKLY|TODAY|HERALD)|XINHUA|Xinhua(?:net)?|CGTN|ECNS|CCTV|SHINE|(?:[A-Za-z][A-Za-z'’]*\.){1,3}(?:com|cn|net|org)"
)
_ENGLISH_BUTTON = re.compile(
    r"(?:Share|Print|Comments?|Save|Mail|E-?mail|Text|Font|Size|Large|Medium|Small|Home|More|Views?|Source|Editors?"
    r"|Updated?|Published|Released|Date|Time|By|Close|Top|Facebook|Twitter|WeChat|Weibo)\b",
    re.IGNORECASE,
)
# Editor: He Yu | Web editors: Meng Fan, He Yu
_ENGLISH_EDITORS = re.compile(rf"(?:^|[|\s(（\[])[Ee]ditors?\s?[:：]\s*({_PEOPLE})\s?(?:(?=[)）\]])|{_ENDS})")
_PARTS = re.compile(r"[|,]|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}")
_AND = re.compile(r"\s(?:and|&)\s")


def english_authors(lines: Sequence[Line]) -> str | None:
    """`Meng Fan, He Yu` of `By Meng Fan and He Yu`, or of `Meng Fan, He Yu | Example Daily | Updated: …`."""
    behind = (_BY.search(line.spaced) or _AUTHORS.search(line.spaced) for line in lines)
    found = next(filter(None, behind), None) or next(filter(None, map(_before_outlet, lines)), None)
    return _without_outlets(_AND.sub(", ", found[1]).strip()) if found else None


def _without_outlets(people: str) -> str | None:
    """`Meng Fan` of `Meng Fan, Example Daily`."""
    return ", ".join(name for name in people.split(", ") if not _ENGLISH_OUTLET.fullmatch(name)) or None


def _before_outlet(line: Line) -> re.Match[str] | None:
    """The names before an outlet and a day, without a label: before a bar, or in an element of their own."""
    if line.linked or not ENGLISH_DAY.search(line.spaced) or not english_outlet(line):
        return None
    first = tidy(line.pieces[0])
    found = _FIRST.match(line.spaced) or (_FIRST.match(f"{first} |") if len(line.pieces) > 1 else None)
    if found is None or found[1] in _PLACES or _ENGLISH_OUTLET.fullmatch(found[1].strip()):
        return None
    return found


def english_editors(lines: Sequence[Line]) -> str | None:
    """`He Yu` of `Source: Example Daily | Editor: He Yu`."""
    named = (line for line in lines if "ditor" in line.spaced)  # few are, and are looked at in parts
    parts = (tidy(part) for line in named for part in (line.spaced, *line.pieces))
    found = next(filter(None, map(_ENGLISH_EDITORS.search, parts)), None)
    return _AND.sub(", ", found[1]).strip() if found else None


def english_outlet(line: Line) -> str | None:
    """`Example Daily`, in an element of its own or between bars."""
    parts = (tidy(part) for piece in (line.spaced, *line.pieces) for part in _PARTS.split(piece))
    return next(filter(_ENGLISH_OUTLET.fullmatch, parts), None)


def is_english_button(text: str) -> bool:
    """`Share`, `Print`: a word beside the time that names nobody."""
    return bool(_ENGLISH_BUTTON.match(text))
