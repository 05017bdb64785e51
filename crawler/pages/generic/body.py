"""Where the body of a page stands: the box whose lines hold the most prose, and the lines of it that count.

Two measures, which agree on most pages. The run of lines with the most prose, wherever boxes begin and end:
right where a body is spread over many boxes. And the box with the most prose of its own: right where other
texts follow in boxes of theirs, and where a body begins with lines too short to be prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from crawler.normalise.dates import is_time_alone
from crawler.pages.document.table_rows import is_of_data
from crawler.pages.generic.body_span import Body, Span
from crawler.pages.generic.comments import are_comments
from crawler.pages.generic.line_weights import (
    TIME,
    is_dated,
    is_links,
    is_prose,
    line_weight,
    may_belong,
    weighed,
)
from crawler.pages.generic.pictures import pictures_below
from crawler.pages.generic.split_texts import with_sibling_boxes, without_asides, without_marked_boxes
from crawler.pages.lines.contacts import is_contact
from crawler.pages.lines.end_marks import is_end_mark, may_head_text
from crawler.pages.lines.info_lines import is_info_line

if TYPE_CHECKING:
    from crawler.pages.document.outline import Box, Line, MediaElement, Outline

# What a line counts for the box it stands in, for the box that holds that one, and so on outwards.
_SHARES = (1.0, 1.0, 0.7, 0.4)
# Of class and id in lower case.
_MARKED = re.compile(r"article|content|artical|detail|\btext\b|body|zoom|正文|main-?text|trs_editor")
_FOREIGN = re.compile(
    r"comment|footer|copyright|sidebar|recommend|related|relate|nav|share|hot|rank|ad[-_]|-ad\b|pinglun"
    r"|\breplys?\b|replies|replylist|reply[-_]|\bcmt|teaser"
)
_MARK_FACTOR, _FOREIGN_FACTOR = 1.3, 0.3
_HALF_AWAY = 60  # lines between headline and box after which its prose counts half
_HEAD, _FEWEST_VERSES = 12, 5  # lines between a headline and verses; lines that make a text
_DEPTH = 3  # boxes around a picture below the last line: a paragraph in a figure, in the box of the text
LEAD = 6  # lines of a body among which the one with the time may stand
SHORT_BODY = 100  # characters
_FLOOR = 40  # characters of a text without a sentence that ends
_FAR_MORE = 5  # times as many above the headline as below it: then it is no headline
_RESUMES, _RESUMES_ABOVE = 60, 20  # characters of text that goes on below or begins above an insert
_SEVERAL, _OF_SEVERAL = 2, 40  # paragraphs that go on below, and their characters
_HEADED = 30  # characters of one that goes on right below its heading: 延伸阅读
_FAR_BELOW = 2.5  # a run below the best box must have so many times its prose to be the body
_LEAST_SHARE = 0.6  # of the run's prose: a box with less of it holds the body only in part


def body_below(outline: Outline, after: int) -> Body | None:
    """The body below a headline, without the lines that give time, source and authors.

    Where hardly a line stands below, and far more above, the headline found is a link's or a button's, and
    the body what stands above.
    """
    below = find_body(outline, after)
    if after and characters_in(outline, below) < SHORT_BODY:
        anywhere = find_body(outline, 0)
        above = anywhere is not None and anywhere.span.end <= after
        if above and characters_in(outline, anywhere) > _FAR_MORE * max(characters_in(outline, below), 20):
            below, after = anywhere, 0
    found = below and replace(below, span=_without_info(outline.lines, below.span, after))
    if found and found.span.first < found.span.end and are_comments(outline, found.span.first):
        return None
    if found and _is_running(outline, found.span):
        return found
    short = _short_lines(outline, after)
    return Body(span=short, ratings=found.ratings if found else {}) if short else None


def _is_running(outline: Outline, span: Span) -> bool:
    """Whether lines are a text: a sentence among them, or some length, or a picture that they describe.

    The densest lines of a page without a text are a link's, a button's or a player's.
    """
    lines = outline.lines[span.first : span.end]
    if any(map(is_prose, lines)) or sum(len(line.text) for line in lines) >= _FLOOR:
        return bool(lines)
    return bool(lines) and any(span.first - 1 <= shown.line <= span.end for shown in outline.media)


def characters_in(outline: Outline, body: Body | None) -> int:
    """How many characters the lines of a body have, inserts included; 0 where there is none."""
    return sum(len(line.text) for line in outline.lines[body.span.first : body.span.end]) if body else 0


def media_within(outline: Outline, span: Span) -> list[MediaElement]:
    """Images and players amid these lines, and those below the last line in its box; where there are no
    lines, those of a page of pictures."""
    if span.first >= span.end:
        return list(pictures_below(outline, span.first))
    around = box_around(outline, span.end - 1)
    found = []
    for shown in outline.media:
        behind = shown.line == span.end and around >= 0 and around in outline.ancestors(shown.box, _DEPTH)
        if behind or span.first <= shown.line < span.end:
            found.append(shown)
    return found


def _short_lines(outline: Outline, after: int) -> Span | None:
    """A text of lines too short to be prose, as verses are: right below the headline, in one box."""
    lines = outline.lines
    heads = range(after, min(len(lines), after + _HEAD))
    first = next((at for at in heads if _may_be_verse(lines[at])), len(lines))
    end = first
    while end < len(lines) and _box(outline, end) == _box(outline, first) and _may_be_verse(lines[end]):
        end += 1
    return Span(first=first, end=end) if end - first >= _FEWEST_VERSES else None


def _box(outline: Outline, at: int) -> int:
    """The box of a line that is no `<p>`."""
    box = outline.lines[at].box
    return outline.boxes[box].parent if box >= 0 and outline.boxes[box].tag == "p" else box


def _may_be_verse(line: Line) -> bool:
    return may_belong(line, line_weight(line)) and not is_contact(line.text)


def _without_info(lines: Sequence[Line], span: Span, after: int) -> Span:
    """The span without the line that gives the time and the short lines around it, where its first lines are
    such; a summary that stands above them stays."""
    first, end = span.first, span.end
    while first < end and (is_info_line(lines[first].spaced) or is_time_alone(lines[first].spaced)):
        first += 1
    if any(TIME.search(line.text) for line in lines[after:first]):
        return Span(first=first, end=end, inserts=span.inserts)
    dated = [number for number in range(first, min(first + LEAD, end)) if is_dated(lines[number])]
    if not dated:
        return Span(first=first, end=end, inserts=span.inserts)
    apart = {number for number in range(first, dated[-1] + 1) if not is_prose(lines[number])}
    while first in apart:
        first += 1
    return Span(first=first, end=end, inserts=span.inserts | {number for number in apart if number > first})


def find_body(outline: Outline, after: int) -> Body | None:
    """The lines of the body, all from `after` on; None where there is no prose."""
    weights, end = weighed(outline, after)
    run = _densest_run(weights, after)
    ratings = _rated_boxes(outline, weights, after)
    if run is None or not ratings:
        return Body(span=run, ratings=ratings) if run else None
    # Of equals the innermost: boxes are numbered from the outside in.
    number = max(ratings, key=lambda box: (ratings[box], box))
    box = outline.boxes[number]
    inside = Span(first=max(box.first, after), end=min(box.end, end))
    found = without_marked_boxes(outline, _run_or_box(outline, weights, run, inside, number))
    found = without_asides(outline, found)
    return Body(span=with_sibling_boxes(outline, weights, found, after, end), ratings=ratings)


def _run_or_box(outline: Outline, weights: Sequence[float], run: Span, inside: Span, number: int) -> Span:
    """The run with the most prose, or the lines `inside` the best box around what both have in common."""
    common = Span(first=max(run.first, inside.first), end=min(run.end, inside.end))
    # A box above the run has nothing of it: what is far below may have more text than a short article.
    factor = _FAR_BELOW if inside.end <= run.first else 1.0
    all_of_it = _prose(weights, run)
    if _prose(weights, common) < _LEAST_SHARE * all_of_it and _prose(weights, inside) * factor < all_of_it:
        return run
    if common.first >= common.end:
        common = _densest_run(weights, inside.first, inside.end) or run
    core = _grown(outline, weights, common, inside)
    return _resumed(outline, _innermost_box(outline, weights, common, number), weights, core, inside)


def _innermost_box(outline: Outline, weights: Sequence[float], core: Span, widest: int) -> int:
    """The innermost box, from the widest inwards, that holds the prose of the core and is no paragraph."""
    prose = [number for number in range(core.first, core.end) if weights[number] > 0]
    if not prose:
        return widest
    for number in outline.ancestors(outline.lines[prose[0]].box):
        box = outline.boxes[number]
        if number == widest or (box.first <= prose[0] and box.end > prose[-1] and box.end - box.first > 1):
            return number
    return widest


def _densest_run(weights: Sequence[float], after: int, end: int | None = None) -> Span | None:
    """The run of lines in `after` up to `end` with the highest sum."""
    first = last = after
    best, start, running = 0.0, after, 0.0
    for index in range(after, len(weights) if end is None else end):
        if running <= 0:
            start, running = index, 0.0
        running += weights[index]
        if running > best:
            first, last, best = start, index + 1, running
    return Span(first=first, end=last) if last > first else None


def _rated_boxes(outline: Outline, weights: Sequence[float], after: int) -> dict[int, float]:
    """Each box with prose from line `after` on: how much of it, how closely, and how near the headline."""
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
    """A factor: how near the headline a box begins, and what its class and id say that it holds."""
    factor = 1.0 / (1.0 + max(0, box.first - after) / _HALF_AWAY)
    return factor * _factor_of(box.marks.lower()) if box.marks else factor


@lru_cache(maxsize=256)  # the paragraphs of a text are marked alike
def _factor_of(marks: str) -> float:
    if _FOREIGN.search(marks):
        return _FOREIGN_FACTOR
    return _MARK_FACTOR if _MARKED.search(marks) else 1.0


def _grown(outline: Outline, weights: Sequence[float], core: Span, inside: Span) -> Span:
    """The core with the lines of its box above and below, up to the first that cannot be of the body.

    Contacts below are of the body only in the box of its last line; in another they are a footer.
    """
    lines, first, end = outline.lines, core.first, core.end
    last = box_around(outline, end - 1)
    while first > inside.first and (
        may_belong(lines[first - 1], weights[first - 1]) or is_of_data(outline, first - 1)
    ):
        first -= 1
    while end < inside.end and (may_belong(lines[end], weights[end]) or is_of_data(outline, end)):
        if is_contact(lines[end].text) and box_around(outline, end) != last:
            break
        end += 1
    return Span(first=first, end=end)


def box_around(outline: Outline, index: int) -> int:
    """The box around the paragraph that is this line; -1 for none."""
    box = outline.lines[index].box
    paragraph = box >= 0 and outline.boxes[box].end - outline.boxes[box].first == 1
    return outline.boxes[box].parent if paragraph else box


def _resumed(outline: Outline, box: int, weights: Sequence[float], core: Span, inside: Span) -> Span:
    """The core with what its text says beyond inserts: paragraphs that stand in the very same box."""
    lines = outline.lines
    own = [index for index in range(inside.first, inside.end) if _stands_in(outline, index, box)]
    fitting = [index for index in own if may_belong(lines[index], weights[index])]
    more = [index for index in fitting if weights[index] > 0]
    above = [index for index in more if index < core.first]
    below = [index for index in more if index >= core.end]
    first = min(above) if _is_text(lines, above, _RESUMES_ABOVE) else core.first
    least = _OF_SEVERAL if len(below) >= _SEVERAL else _RESUMES
    if below and _heads_text(lines[below[0] - 1]) and is_prose(lines[below[0]]):
        least = _HEADED
    end = max(below) + 1 if _is_text(lines, below, least) else core.end
    before = (index - 1 for index in more if index > inside.first)
    labels = (index for index in before if _stands_in(outline, index, box) and _heads_text(lines[index]))
    kept = {*fitting, *labels}
    apart = (index for index in range(first, end) if not core.first <= index < core.end and index not in kept)
    return Span(first=first, end=end, inserts=frozenset(apart))


def _heads_text(line: Line) -> bool:
    return is_end_mark(line.text) and may_head_text(line.text) and not is_links(line)


def _stands_in(outline: Outline, index: int, box: int) -> bool:
    """Whether a line stands right in a box, or in a paragraph right in it."""
    own = outline.lines[index].box
    return own == box or (own >= 0 and outline.boxes[own].parent == box)


def _is_text(lines: Sequence[Line], indexes: Sequence[int], least: int) -> bool:
    """Whether these lines have at least so many characters."""
    return sum(len(lines[index].text) for index in indexes) >= least


def _prose(weights: Sequence[float], span: Span) -> float:
    return sum(weight for weight in weights[span.first : span.end] if weight > 0)
