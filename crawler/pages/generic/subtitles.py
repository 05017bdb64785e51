"""Kicker (引题) and subtitle (副题) around a headline: in elements named so, or behind a dash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.normalise.text import bare, tidy
from crawler.pages.generic.named_elements import Name, named_around
from crawler.pages.lines.end_marks import is_end_mark
from crawler.pages.lines.info_lines import is_info_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.pages.document.outline import Line

_KICKERS = Name(
    in_class=re.compile("kicker|introtitle|pretitle|yinti|jianti|eyebrow", re.IGNORECASE),
    in_id=re.compile("introtitle|pretitle", re.IGNORECASE),
)
_SUBTITLES = Name(
    in_class=re.compile("sub[-_]?title|fubiaoti|futi|secondtitle", re.IGNORECASE),
    in_id=re.compile("subtitle", re.IGNORECASE),
)
_DASHED = re.compile(r"^\s*(?:——|──|—|--)\s*\S")
_NEAR, _LONGEST_SIDE, _SHORTEST_SIDE = 3, 70, 4


def kicker(lines: Sequence[Line], headline: int, title: str) -> str | None:
    """引题: in an element named so, right above the headline."""
    return next(_named(_KICKERS, lines[max(0, headline - _NEAR) : headline], title), None)


def subtitle(lines: Sequence[Line], headline: int, title: str) -> str | None:
    """副题: in an element named so, or with a dash before it, right below the headline."""
    below = lines[headline + 1 : headline + 1 + _NEAR]
    if found := next(_named(_SUBTITLES, below, title), None):
        return found
    return next((x.text for x in below[:1] if _DASHED.match(x.text) and _may_be_one(x.text, title)), None)


def _named(name: Name, lines: Sequence[Line], title: str) -> Iterator[str]:
    possible = [line for line in lines if not line.linked and _may_be_one(line.text, title)]
    fitting = {line.text for line in possible}
    texts = (tidy(node.text(separator=" ")) for node in named_around(possible, name))
    yield from (text for text in texts if text in fitting)


def _may_be_one(text: str, title: str) -> bool:
    """Whether a line by the headline may be a kicker or subtitle: no repetition, time, notice or sentence."""
    if not _SHORTEST_SIDE <= len(text) <= _LONGEST_SIDE or bare(text) == bare(title):
        return False
    return not (is_info_line(text) or is_end_mark(text) or text[-1] in "。；")
