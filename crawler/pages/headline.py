"""Which line of a page is its headline: what it states as its title, found again in print."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.normalise.text import bare, title_heads

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.pages.outline import Line, Outline

_HEADINGS = {"h1": 30, "h2": 20, "h3": 12}
_MARKS = re.compile(r"title|headline|biaoti|\bbt\b|\btit\b|subject", re.IGNORECASE)
_TIME = re.compile(r"(?:19|20)\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}")
_SHORTEST, _LONGEST = 4, 120
_AGREES, _AGREES_SHORT, _MARKED, _ABOVE_TIME, _IS_LINK = 60, 25, 8, 15, -25
_ENOUGH = 40  # an agreeing line, or a heading that has more than its element for it
_TELLING = 8  # characters; shorter ones are also the name of the site or of a channel
_FEWEST_BEFORE_TIME = 8


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
    wanted = _wanted(stated)
    scored = ((_score(outline, index, agrees), -index) for index, agrees in _candidates(outline, wanted))
    best, negative = max(scored, default=(0, 0))
    if best >= _ENOUGH or (best > 0 and not stated):
        return _printed(outline, -negative, wanted)
    return _stated_only(stated) or _above_time(outline)


def scored_headlines(outline: Outline, stated: Sequence[tuple[str, str]]) -> list[tuple[int, Headline]]:
    """The lines that may be the headline, with what speaks for each."""
    wanted = _wanted(stated)
    return [
        (_score(outline, index, agrees), _printed(outline, index, wanted))
        for index, agrees in _candidates(outline, wanted)
    ]


def _wanted(stated: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What the stated titles may mean, bare, and where each is stated."""
    wanted = {bare(head): rule for text, rule in reversed(stated) for head in title_heads(text)}
    wanted.pop("", None)
    return wanted


def _printed(outline: Outline, index: int, wanted: dict[str, str]) -> Headline:
    text = outline.lines[index].text
    whole = bare(text)
    longer = (rule for stated, rule in wanted.items() if stated.startswith(whole))
    return Headline(text=text, line=index, rule=f"printed, {wanted.get(whole) or next(longer, 'heading')}")


def _candidates(outline: Outline, wanted: dict[str, str]) -> Iterator[tuple[int, bool]]:
    """Lines that agree with a stated title, and headings that do not; cheap, it sees every line."""
    known = frozenset("".join(wanted))
    for index, line in enumerate(outline.lines):
        text = line.text
        if not _SHORTEST <= len(text) <= _LONGEST:
            continue
        agrees = bool(wanted) and _begins_in(text, known) and _agrees(bare(text), wanted)
        if agrees or (line.box >= 0 and outline.boxes[line.box].tag in _HEADINGS):
            yield index, agrees


def _begins_in(text: str, known: frozenset[str]) -> bool:
    # Most lines fail at the first sign: a generator would cost more than the comparing.
    for sign in text[:6]:  # noqa: SIM110
        if sign not in known and "\u4e00" <= sign <= "\u9fff":
            return False
    return True


def _agrees(printed: str, wanted: dict[str, str]) -> bool:
    return printed in wanted or (
        len(printed) >= _TELLING and any(whole.startswith(printed) for whole in wanted)
    )


def _score(outline: Outline, index: int, agrees: bool) -> int:
    line = outline.lines[index]
    score = 0
    if line.box >= 0:
        box = outline.boxes[line.box]
        score += _HEADINGS.get(box.tag, 0) + (_MARKED if _MARKS.search(box.marks) else 0)
    if agrees:
        score += _AGREES if len(line.text) >= _TELLING else _AGREES_SHORT
    if any(_TIME.search(near.text) for near in outline.lines[index + 1 : index + 6]):
        score += _ABOVE_TIME
    return score + (_IS_LINK if _is_link(line) else 0)


def _stated_only(stated: Sequence[tuple[str, str]]) -> Headline | None:
    for text, rule in stated:
        return Headline(text=title_heads(text)[-1] if rule == "title" else text, line=None, rule=rule)
    return None


def _above_time(outline: Outline) -> Headline | None:
    """Nothing stated and no heading element: the line of some length right above the first printed time."""
    for index, line in enumerate(outline.lines[1:], 1):
        if len(line.text) <= _LONGEST and _TIME.search(line.text):
            for above in range(index - 1, max(index - 4, -1), -1):
                printed = outline.lines[above]
                if _FEWEST_BEFORE_TIME <= len(printed.text) <= _LONGEST and not _is_link(printed):
                    return Headline(text=printed.text, line=above, rule="above the time")
    return None


def _is_link(line: Line) -> bool:
    return line.linked > len(line.text) * 0.5
