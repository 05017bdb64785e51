"""Where the body of a page stands: the box whose lines hold the most prose, and the lines of it that count.

Two looks, which agree on most pages. The run of lines with the most prose, wherever boxes begin and end:
right where a body is spread over many boxes. And the box with the most prose of its own: right where other
texts follow in boxes of theirs, and where a body begins with lines too short to be prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.normalise.text import is_boilerplate, is_end_mark, is_info_line, is_preview_notice

if TYPE_CHECKING:
    from crawler.pages.outline import Box, Line, Outline

_SENTENCE = re.compile(r"[，。！？；、：,;!?”]")
_SHORT_LINE, _LINK_LINE, _BARRIER = -8.0, -40.0, -300.0
_SHORTEST_PROSE = 12
_SOME_PROSE, _BEHIND_END = 40.0, 0.25
# What a line counts for the box it stands in, the one around that, and so on.
_SHARES = (1.0, 1.0, 0.7, 0.4)
_MARKED = re.compile(
    r"article|content|artical|detail|\btext\b|body|zoom|正文|main-?text|TRS_Editor", re.IGNORECASE
)
_FOREIGN = re.compile(
    r"comment|footer|copyright|sidebar|recommend|related|relate|nav|share|hot|rank|ad[-_]|-ad\b|pinglun",
    re.IGNORECASE,
)
_MARK_FACTOR, _FOREIGN_FACTOR = 1.3, 0.3
_HALF_AWAY = 60  # lines between headline and box after which its prose counts half
_RESUMES = 60  # characters beyond an insert that make it one
_MOST_OF = 0.6  # of the run's prose: a box with less of it has only a part of the body


@dataclass(frozen=True, kw_only=True)
class Span:
    """Lines `first` up to `end` of an outline, without those of inserts: recommendations amid the text."""

    first: int
    end: int
    inserts: frozenset[int] = frozenset()


def find_body(outline: Outline, after: int) -> Span | None:
    """The lines of the body, all from `after` on; None where there is no prose."""
    weights = line_weights(outline.lines, after)
    run = _densest_run(weights, after)
    number = _richest_box(outline, weights, after)
    if run is None or number is None:
        return run
    box = outline.boxes[number]
    inside = Span(first=max(box.first, after), end=box.end)
    common = Span(first=max(run.first, inside.first), end=min(run.end, inside.end))
    if _prose(weights, common) < _MOST_OF * _prose(weights, run) and _prose(weights, inside) < _prose(
        weights, run
    ):
        return run
    if common.first >= common.end:
        common = _densest_run(weights, inside.first, inside.end) or run
    return _resumed(outline, number, weights, _grown(outline.lines, weights, common, inside), inside)


def line_weights(lines: Sequence[Line], after: int) -> list[float]:
    """A weight for each line. Behind an end mark that itself stands behind prose, prose counts less: a short
    article has more text below it than in it."""
    weights = [_weight(line) for line in lines]
    prose, factor = 0.0, 1.0
    for index in range(after, len(weights)):
        if weights[index] > 0:
            prose += weights[index]
            weights[index] *= factor
        elif weights[index] == _BARRIER and prose >= _SOME_PROSE:
            factor = _BEHIND_END
    return weights


def _densest_run(weights: Sequence[float], after: int, end: int | None = None) -> Span | None:
    """The run of lines in `after` up to `end` with the highest sum."""
    best, best_sum = None, 0.0
    start, running = after, 0.0
    for index in range(after, len(weights) if end is None else end):
        if running <= 0:
            start, running = index, 0.0
        running += weights[index]
        if running > best_sum:
            best, best_sum = Span(first=start, end=index + 1), running
    return best


def _richest_box(outline: Outline, weights: Sequence[float], after: int) -> int | None:
    """The box that holds the most prose most closely, near the headline rather than far from it."""
    rated = rated_boxes(outline, weights, after)
    # Of equals the innermost: boxes are numbered from the outside in.
    return max(rated, key=lambda box: (rated[box], box), default=None)


def rated_boxes(outline: Outline, weights: Sequence[float], after: int) -> dict[int, float]:
    """Each box with prose from line `after` on, and what speaks for it as the body."""
    credit: dict[int, float] = {}
    for index in range(after, len(weights)):
        if weights[index] <= 0:
            continue
        box = outline.lines[index].box
        for share in _SHARES:
            if box < 0:
                break
            credit[box] = credit.get(box, 0.0) + share * weights[index]
            box = outline.boxes[box].parent
    return {box: prose * _likeliness(outline.boxes[box], after) for box, prose in credit.items()}


def _likeliness(box: Box, after: int) -> float:
    """How much a box's place and name speak for it."""
    marks = box.marks
    factor = 1.0 / (1.0 + max(0, box.first - after) / _HALF_AWAY)
    if _FOREIGN.search(marks):
        return factor * _FOREIGN_FACTOR
    return factor * (_MARK_FACTOR if _MARKED.search(marks) else 1.0)


def _grown(lines: Sequence[Line], weights: Sequence[float], core: Span, inside: Span) -> Span:
    """The core with the lines of its box around it, up to the first that cannot be of the body."""
    first, end = core.first, core.end
    while first > inside.first and _may_belong(lines[first - 1], weights[first - 1]):
        first -= 1
    while end < inside.end and _may_belong(lines[end], weights[end]):
        end += 1
    return Span(first=first, end=end)


def _resumed(outline: Outline, box: int, weights: Sequence[float], core: Span, inside: Span) -> Span:
    """The core with what its text says beyond inserts: paragraphs that stand in the very same box."""
    lines = outline.lines
    own = [index for index in range(inside.first, inside.end) if _stands_in(outline, index, box)]
    fitting = [index for index in own if _may_belong(lines[index], weights[index])]
    more = [index for index in fitting if weights[index] > 0]
    above = [index for index in more if index < core.first]
    below = [index for index in more if index >= core.end]
    first = min(above) if _is_text(lines, above) else core.first
    end = max(below) + 1 if _is_text(lines, below) else core.end
    kept = {*range(core.first, core.end), *fitting}
    return Span(first=first, end=end, inserts=frozenset(range(first, end)) - kept)


def _stands_in(outline: Outline, index: int, box: int) -> bool:
    """Whether a line stands right in a box, or in a paragraph right in it."""
    own = outline.lines[index].box
    return own == box or (own >= 0 and outline.boxes[own].parent == box)


def _is_text(lines: Sequence[Line], indexes: Sequence[int]) -> bool:
    return sum(len(lines[index].text) for index in indexes) >= _RESUMES


def _may_belong(line: Line, weight: float) -> bool:
    """Whether a line of this weight is neither links nor a mark of an end, a notice or a byline."""
    if weight == _BARRIER or line.linked > len(line.text) * 0.5:
        return False
    return not is_info_line(line.spaced)


def _prose(weights: Sequence[float], span: Span) -> float:
    return sum(weight for weight in weights[span.first : span.end] if weight > 0)


def _weight(line: Line) -> float:
    """What a line says for a body: its characters where it is prose, against it where it is links."""
    text = line.text
    if line.linked > len(text) * 0.5:
        return _BARRIER if is_end_mark(text) else _LINK_LINE
    if is_end_mark(text) or is_preview_notice(text) or is_boilerplate(text):
        return _BARRIER
    if len(text) >= _SHORTEST_PROSE and _SENTENCE.search(text):
        return float(len(text) - line.linked)
    return _SHORT_LINE
