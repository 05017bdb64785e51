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
    r"comment|footer|copyright|sidebar|recommend|related|relate|nav|share|hot|rank|ad[-_]|-ad\b|pinglun"
    r"|\breplys?\b|replies|replylist|reply[-_]|\bcmt|teaser",
    re.IGNORECASE,
)
_MARK_FACTOR, _FOREIGN_FACTOR = 1.3, 0.3
_HALF_AWAY = 60  # lines between headline and box after which its prose counts half
_TIME = re.compile(r"(?:19|20)\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}|\d{1,2}/\d{1,2}/(?:19|20)\d\d")
_WITH_SOURCE = re.compile(r"\d{1,2}[:：]\d{2}.*(?:来源|來源)|(?:来源|來源).*\d{1,2}[:：]\d{2}")
_NO_TITLE = re.compile(r"[。；]$|记者|通讯员|作者|编辑|责编|^[（(【\[][^）)】\]]*[）)】\]]$")
LEAD, _LONGEST_DATED = 6, 60  # lines of a body among which the one with the time may stand; its characters
SHORT_BODY, _FAR_MORE = 100, 5  # characters below the headline, and how often as many above tell it wrong
_RESUMES, _RESUMES_ABOVE = 60, 20  # characters below and above an insert that make it one
_TEASER, _SHORTEST_TITLE = 0.3, 8  # what a teaser counts; characters of a linked headline
_APART = 2.5  # times as much text has a run far below that counts more than the box of a short article
_MOST_OF = 0.6  # of the run's prose: a box with less of it has only a part of the body


@dataclass(frozen=True, kw_only=True)
class Span:
    """Lines `first` up to `end` of an outline, without those of inserts: recommendations amid the text."""

    first: int
    end: int
    inserts: frozenset[int] = frozenset()


def body_below(outline: Outline, after: int) -> Span | None:
    """The body below a headline, without the lines that say when, whence and by whom.

    Where hardly a line stands below, and far more above, the headline found is a link's or a button's, and
    the body what stands above.
    """
    below = find_body(outline, after)
    if after and signs_in(outline, below) < SHORT_BODY:
        anywhere = find_body(outline, 0)
        if signs_in(outline, anywhere) > _FAR_MORE * max(signs_in(outline, below), 20):
            below, after = anywhere, 0
    return below and _without_info(outline.lines, below, after)


def signs_in(outline: Outline, span: Span | None) -> int:
    """How many characters the lines of a span have."""
    return sum(len(line.text) for line in outline.lines[span.first : span.end]) if span else 0


def _without_info(lines: Sequence[Line], span: Span, after: int) -> Span:
    """The span without the line that gives the time and the short lines around it, where its first lines are
    such; a summary that stands above them stays."""
    first, end = span.first, span.end
    while first < end and is_info_line(lines[first].spaced):
        first += 1
    if any(_TIME.search(line.text) for line in lines[after:first]):
        return Span(first=first, end=end, inserts=span.inserts)
    dated = [number for number in range(first, min(first + LEAD, end)) if _is_dated(lines[number])]
    if not dated:
        return Span(first=first, end=end, inserts=span.inserts)
    apart = {number for number in range(first, dated[-1] + 1) if not _is_prose(lines[number])}
    while first in apart:
        first += 1
    return Span(first=first, end=end, inserts=span.inserts | {number for number in apart if number > first})


def _is_dated(line: Line) -> bool:
    return len(line.text) <= _LONGEST_DATED and bool(_TIME.search(line.text)) and is_info_line(line.spaced)


def _is_prose(line: Line) -> bool:
    return len(line.text) >= _SHORTEST_PROSE and line.text[-1] in "。！？”…"


def find_body(outline: Outline, after: int) -> Span | None:
    """The lines of the body, all from `after` on; None where there is no prose."""
    weights, end = _weighed(outline.lines, after)
    run = _densest_run(weights, after)
    number = _richest_box(outline, weights, after)
    if run is None or number is None:
        return run
    box = outline.boxes[number]
    inside = Span(first=max(box.first, after), end=min(box.end, end))
    common = Span(first=max(run.first, inside.first), end=min(run.end, inside.end))
    # A box above the run has nothing of it: what is far below may have more text than a short article.
    factor = _APART if inside.end <= run.first else 1.0
    all_of_it = _prose(weights, run)
    if _prose(weights, common) < _MOST_OF * all_of_it and _prose(weights, inside) * factor < all_of_it:
        return run
    if common.first >= common.end:
        common = _densest_run(weights, inside.first, inside.end) or run
    return _resumed(outline, number, weights, _grown(outline.lines, weights, common, inside), inside)


def heads_another(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is the headline of a further article: the line with its time stands right below it, and
    a text below that."""
    line = lines[index]
    if line.linked or not _SHORTEST_TITLE <= len(line.text) <= _LONGEST_DATED:
        return False
    below = lines[index + 1 : index + 3]
    if not any(":" in near.text and _is_dated(near) and _WITH_SOURCE.search(near.text) for near in below):
        return False
    if _NO_TITLE.search(line.text) or is_info_line(line.spaced):
        return False
    return any(_is_prose(near) and not is_boilerplate(near.text) for near in lines[index + 2 : index + 8])


def _with_less_for_teasers(lines: Sequence[Line], weights: list[float]) -> list[float]:
    """Paragraphs between the linked headlines of other articles count less, down to the last of the list."""
    teaser = -2
    for index in range(1, len(lines)):
        if weights[index] <= 0 or not _is_linked_title(lines[index - 1]):
            continue
        # The name of its outlet may stand above the next headline.
        if any(map(_is_linked_title, lines[index + 1 : index + 3])) or index - teaser in (2, 3):
            weights[index] *= _TEASER
            teaser = index
    return weights


def _is_linked_title(line: Line) -> bool:
    return len(line.text) >= _SHORTEST_TITLE and line.linked > len(line.text) * 0.5


def line_weights(lines: Sequence[Line], after: int) -> list[float]:
    """A weight for each line. Behind an end mark that itself stands behind prose, prose counts less: a short
    article has more text below it than in it. A further article counts nothing."""
    return _weighed(lines, after)[0]


def _weighed(lines: Sequence[Line], after: int) -> tuple[list[float], int]:
    """The weights, and where a further article begins."""
    weights = _with_less_for_teasers(lines, [_weight(line) for line in lines])
    end = article_end(lines, weights, after)
    prose, factor = 0.0, 1.0
    for index in range(after, end):
        if weights[index] > 0:
            prose += weights[index]
            weights[index] *= factor
        elif weights[index] == _BARRIER and prose >= _SOME_PROSE:
            factor = _BEHIND_END
    return weights[:end] + [_LINK_LINE] * (len(lines) - end), end


def article_end(lines: Sequence[Line], weights: Sequence[float], after: int) -> int:
    """The line that heads a further article, or the number of lines."""
    prose = 0.0
    for index in range(after, len(lines)):
        if prose >= _SOME_PROSE and heads_another(lines, index):
            return index
        prose += max(0.0, weights[index])
    return len(lines)


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
    first = min(above) if _is_text(lines, above, _RESUMES_ABOVE) else core.first
    end = max(below) + 1 if _is_text(lines, below, _RESUMES) else core.end
    kept = {*range(core.first, core.end), *fitting}
    return Span(first=first, end=end, inserts=frozenset(range(first, end)) - kept)


def _stands_in(outline: Outline, index: int, box: int) -> bool:
    """Whether a line stands right in a box, or in a paragraph right in it."""
    own = outline.lines[index].box
    return own == box or (own >= 0 and outline.boxes[own].parent == box)


def _is_text(lines: Sequence[Line], indexes: Sequence[int], least: int) -> bool:
    return sum(len(lines[index].text) for index in indexes) >= least


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
