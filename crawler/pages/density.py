"""Where the body of a page stands: the run of lines with the most prose, and the box around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.normalise.text import is_end_mark, is_preview_notice

if TYPE_CHECKING:
    from crawler.pages.outline import Line, Outline

_SENTENCE = re.compile(r"[，。！？；、：,;!?”]")
_SHORT_LINE, _LINK_LINE, _BARRIER = -8.0, -40.0, -300.0


@dataclass(frozen=True, kw_only=True)
class Span:
    """Lines `first` up to `end` of an outline."""

    first: int
    end: int


def find_body(outline: Outline, after: int) -> Span | None:
    """The run of lines from `after` on that holds the most prose; None where there is none."""
    best, best_sum = None, 0.0
    start, running = after, 0.0
    for index in range(after, len(outline.lines)):
        weight = _weight(outline.lines[index])
        if running <= 0:
            start, running = index, 0.0
        running += weight
        if running > best_sum:
            best, best_sum = Span(first=start, end=index + 1), running
    return best


def _weight(line: Line) -> float:
    """What a line says for a body: its characters where it is prose, against it where it is links."""
    text = line.text
    if is_end_mark(text) or is_preview_notice(text):
        return _BARRIER
    if line.linked > len(text) * 0.5:
        return _LINK_LINE
    if len(text) >= 12 and _SENTENCE.search(text):
        return float(len(text) - line.linked)
    return _SHORT_LINE
