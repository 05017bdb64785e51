"""Which line of a page is its headline: what it states as its title, found again in print."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.normalise.text import bare, title_heads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.pages.outline import Line, Outline

_HEADINGS = {"h1": 30, "h2": 20, "h3": 12}
_MARKS = re.compile(r"title|headline|biaoti|\bbt\b|\btit\b|subject", re.IGNORECASE)
_TIME = re.compile(r"(?:19|20)\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}")
_SHORTEST, _LONGEST = 4, 120


@dataclass(frozen=True, kw_only=True)
class Headline:
    """The headline as printed, the index of its line (None: only stated, nowhere printed), and the rule."""

    text: str
    line: int | None
    rule: str


def find_headline(outline: Outline, stated: Sequence[tuple[str, str]]) -> Headline | None:
    """The printed line that agrees best with the `(text, rule)` titles that the page states.

    A page that states none has its headline in a heading element, or right above its time.
    """
    wanted = {bare(head): rule for text, rule in reversed(stated) for head in title_heads(text) if bare(head)}
    best, best_score = None, 0.0
    for index, line in enumerate(outline.lines):
        score = _score(outline, index, line, wanted)
        if score > best_score:
            best, best_score = index, score
    if best is not None and (best_score >= 40 or not stated):
        line = outline.lines[best]
        rule = wanted.get(bare(line.text), "heading")
        return Headline(text=line.text, line=best, rule=f"printed, {rule}")
    return _stated_only(stated)


def _stated_only(stated: Sequence[tuple[str, str]]) -> Headline | None:
    for text, rule in stated:
        return Headline(text=title_heads(text)[-1] if rule == "title" else text, line=None, rule=rule)
    return None


def _score(outline: Outline, index: int, line: Line, wanted: dict[str, str]) -> float:
    if not _SHORTEST <= len(line.text) <= _LONGEST:
        return 0.0
    box = outline.boxes[line.box] if line.box >= 0 else None
    score = float(_HEADINGS.get(box.tag, 0)) if box else 0.0
    if box and _MARKS.search(box.marks):
        score += 8
    if _agrees(bare(line.text), wanted):
        score += 60
    if score and _time_follows(outline, index):
        score += 15
    if line.linked > len(line.text) * 0.5:
        score -= 25
    return score


def _agrees(printed: str, wanted: dict[str, str]) -> bool:
    if printed in wanted:
        return True
    return len(printed) >= 8 and any(whole.startswith(printed) for whole in wanted)


def _time_follows(outline: Outline, index: int) -> bool:
    return any(_TIME.search(line.text) for line in outline.lines[index + 1 : index + 6])
