"""A text that is split over sibling boxes: those beside the box of a body that go on its text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.pages.generic.line_weights import BARRIER, is_links, may_belong
from crawler.pages.lines.contacts import is_contact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.pages.document.outline import Box, Outline
    from crawler.pages.generic.body_span import Span

# Of class and id, as words of their own.
_OTHER_TEXTS = re.compile(
    r"(?:^|[\s_-])(?:comments?|cmts?|replies|reply|pinglun|related?|xiangguan|recommend(?:ed|s)?|tuijian|teasers?"
    r"|footer|sidebar|copyright|disclaimer|declare|shengming|about|notice|lead"
    r"|summary|abstract|digest|zhaiyao|daodu|daoyu)(?:$|[\s_-]|\d|list|box|news|articles?|wrap)",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|guanggao|gg|share\w*|bdshare\w*|app\w*|download\w*|tools?\w*|banner|player)(?:$|[\s_-]|\d)",
    re.IGNORECASE,
)
_NO_PARAGRAPHS = "h1, h2, h3, h4, h5, h6, form, input, textarea, select, button, li, table"
_HEADINGS = frozenset(("h2", "h3", "h4"))
_BLOCKS = frozenset(("div", "section", "article"))
_SENTENCE = re.compile(r"[。！？…；][”’」』）)]?$|[A-Za-z][.!?][\"'”’]?$")
_WORDS = re.compile(r"[a-z\u4e00-\u9fff]+")
# Of the box around boxes that have no class of their own; elsewhere such a box may hold anything.
_HOLDS_TEXT = re.compile(
    r"article|content|artical|detail|\btext\b|正文|main-?text|trs_editor|zoom", re.IGNORECASE
)
# What readers are asked to do below a text: 新闻爆料请拨打热线, 登录后可以发表评论, 欢迎投稿
_ASKED = re.compile(r"爆料|热线|投稿|登录|发表评论|扫码|二维码|公众号|客户端下载|联系我们")
_COUNTING = re.compile(r"\d+")
_MOST_BETWEEN = 3  # lines of an advertisement or of share buttons between two parts of a text
_TITLE = 8  # characters of a link that is the headline of another article
_SHORTEST = 6  # characters of a last sentence
_LONGEST_ASKED = 50  # characters of a line that asks readers to do something
_LEAST = 40  # characters of a text above a box of other texts
_DEPTH = 4  # boxes around the last line of a text that may have a sibling


def without_marked_boxes(outline: Outline, span: Span) -> Span:
    """The span without boxes at its end that hold comments, other articles or a notice, as class or id or
    the linked headline they begin with says; what stands above them is a text."""
    end = span.end
    while end > span.first and (box := _marked_around(outline, end - 1, span.first)):
        end = box.first
    above = sum(len(line.text) for line in outline.lines[span.first : end])
    if end == span.end or above < _LEAST:
        return span
    return replace(span, end=end, inserts=frozenset(at for at in span.inserts if at < end))


def without_asides(outline: Outline, span: Span) -> Span:
    """The span with each `<aside>` amid the text as an insert: it stands beside it, as its name says."""
    found: set[int] = set()
    numbers = {
        box for at in range(span.first, span.end) for box in outline.ancestors(outline.lines[at].box, _DEPTH)
    }
    for box in (outline.boxes[number] for number in numbers):
        if box.tag == "aside" and span.first < box.first and box.end < span.end:
            found.update(range(box.first, box.end))
    return replace(span, inserts=span.inserts | found) if found else span


def _marked_around(outline: Outline, at: int, first: int) -> Box | None:
    """The outermost box around a line, begun below line `first`, that is of other texts."""
    around = (outline.boxes[number] for number in outline.ancestors(outline.lines[at].box))
    below = (box for box in around if box.first > first)
    found = [box for box in below if _OTHER_TEXTS.search(box.marks) or _begins_with_link(outline, box)]
    return found[-1] if found else None


def _begins_with_link(outline: Outline, box: Box) -> bool:
    line = outline.lines[box.first]
    heading = line.box >= 0 and outline.boxes[line.box].tag in _HEADINGS
    return heading and box.tag in _BLOCKS and is_links(line)


def with_sibling_boxes(outline: Outline, weights: Sequence[float], span: Span, after: int, end: int) -> Span:
    """The span with the boxes beside its own that go on the text, within lines `after` up to `end`.

    Such a box is like its neighbour in tag and class, and holds paragraphs: no heading, list, form or links.
    Between the two may stand a picture, or an advertisement, whose lines become inserts.
    """
    while more := _next_part(outline, weights, span, end):
        inserts = span.inserts.union(range(span.end, more.first))
        span = replace(span, end=more.end, inserts=inserts)
    while more := _part_before(outline, weights, span, after):
        span = replace(span, first=more.first)
    return span


def _next_part(outline: Outline, weights: Sequence[float], span: Span, end: int) -> Box | None:
    for box in _around(outline, span.end - 1):
        if box.end != span.end:
            return None
        for sibling in _siblings_below(outline, box):
            if sibling.end > end or sibling.first - span.end > _MOST_BETWEEN:
                break
            between = range(span.end, sibling.first)
            if not all(_is_furniture(outline, weights, at) for at in between):
                break
            if _goes_on(outline, weights, box, sibling) and (not between or _is_marked_alike(box, sibling)):
                return sibling
    return None


def _part_before(outline: Outline, weights: Sequence[float], span: Span, after: int) -> Box | None:
    """The box right above the text; nothing may stand between."""
    for box in _around(outline, span.first):
        if box.first != span.first or span.first == 0:
            return None
        for above in _around(outline, span.first - 1):
            like = above.parent == box.parent and above.first >= after and above.end == span.first
            # A summary is named after the text it stands above: art-lead, art-text.
            if (
                like
                and (not box.marks or _is_marked_alike(box, above))
                and _goes_on(outline, weights, box, above)
            ):
                return above
    return None


def _around(outline: Outline, at: int) -> Iterator[Box]:
    """The boxes around a line from the inside out, without paragraphs."""
    around = (outline.boxes[number] for number in outline.ancestors(outline.lines[at].box, _DEPTH))
    return (box for box in around if box.tag in _BLOCKS)


def _siblings_below(outline: Outline, box: Box) -> Iterator[Box]:
    """The boxes with lines that begin below a box in the same parent."""
    seen = box.end
    while seen < len(outline.lines):
        numbers = outline.ancestors(outline.lines[seen].box)
        found = next((outline.boxes[at] for at in numbers if outline.boxes[at].parent == box.parent), None)
        if found is None or found.end <= seen:
            return
        yield found
        seen = found.end


def _is_furniture(outline: Outline, weights: Sequence[float], at: int) -> bool:
    """Whether a line between two parts is of an advertisement or a button, and no headline or end mark."""
    line = outline.lines[at]
    around = [outline.boxes[box] for box in outline.ancestors(line.box, _DEPTH)]
    if any(_FURNITURE.search(box.marks) for box in around):
        return True
    heading = any(box.tag in _NO_PARAGRAPHS for box in around)
    return weights[at] != BARRIER and not heading and len(line.text) < _TITLE


def _is_marked_alike(box: Box, sibling: Box) -> bool:
    return bool(box.marks) and _COUNTING.sub("", box.marks) == _COUNTING.sub("", sibling.marks)


def _goes_on(outline: Outline, weights: Sequence[float], box: Box, sibling: Box) -> bool:
    """Whether a box is like another, and holds paragraphs of a text and nothing else."""
    if sibling.tag != box.tag or _OTHER_TEXTS.search(sibling.marks) or _FURNITURE.search(sibling.marks):
        return False
    if not _are_alike(box.marks, sibling.marks) or not (box.marks or _is_of_text(outline, box)):
        return False
    numbers = range(sibling.first, sibling.end)
    lines = [outline.lines[at] for at in numbers]
    if not all(may_belong(line, weights[at]) for line, at in zip(lines, numbers, strict=True)):
        return False
    if any(is_links(line) or is_contact(line.text) for line in lines):
        return False
    if all(len(line.text) <= _LONGEST_ASKED and _ASKED.search(line.text) for line in lines):
        return False
    told = any(len(line.text) >= _SHORTEST and _SENTENCE.search(line.text) for line in lines)
    return told and sibling.node.css_first(_NO_PARAGRAPHS) is None


def _is_of_text(outline: Outline, box: Box) -> bool:
    """Whether a box without class and id is a section, or stands in one that says it holds a text."""
    if box.tag == "section" or box.parent < 0:
        return box.tag == "section"
    parent = outline.boxes[box.parent]
    return parent.tag == "article" or bool(_HOLDS_TEXT.search(parent.marks))


def _are_alike(marks: str, others: str) -> bool:
    """Whether two boxes have a word of class and id in common (`text-1`, `text-rest`), or neither has one."""
    own, other = (set(_WORDS.findall(text.lower())) for text in (marks, others))
    return own == other or bool(own & other)
