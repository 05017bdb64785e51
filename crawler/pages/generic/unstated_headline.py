"""Which line is the headline of a page that states none and has no heading: by where and how it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.normalise.bylines import find_bylines
from crawler.normalise.dates import is_clock
from crawler.pages.generic.line_weights import is_links
from crawler.pages.lines.boilerplate import is_boilerplate
from crawler.pages.lines.contacts import is_contact
from crawler.pages.lines.end_marks import is_end_mark
from crawler.pages.lines.info_lines import DAY, is_info_line

if TYPE_CHECKING:
    from crawler.pages.document.nodes import Node
    from crawler.pages.document.outline import Line, Outline

# Of class and id of an element that holds a headline.
MARKS = re.compile(r"title|headline|biaoti|\bbt\b|\btit\b|subject", re.IGNORECASE)
_TIME = re.compile(DAY)
_LONGEST = 120
_SHORTEST_LARGE = 2  # characters of one set in larger type than a text
_FEWEST_BEFORE_TIME = 8
_A_PARAGRAPH, SOME_TEXT = 30, 2  # characters; paragraphs in which a text has begun
_CELL, _NEAR_TEXT, _LONGEST_UNSTATED = 3, 4, 60  # boxes around a line; lines; characters
_NO_HEADLINE = re.compile(
    r"[。；，：:;,]$|^——|位置[:：]|[>»›]|当前|欢迎|今天是|^[（(\[【].*[)）\]】]$|" + DAY
)
_LARGE_FONT = re.compile(r"\+?[4-7]|\+[23]")  # <font size=5>; a text is 2 or 3
_LARGE_STYLE = re.compile(
    r"font(?:-size)?\s*:[^;:]{0,100}?\b(?:(?:19|[2-5]\d)(?:\.\d+)?px|(?:1[5-9]|[23]\d)(?:\.\d+)?pt)"
)
ABOVE_TEXT = "above the text"
_OUTWARDS = 4  # elements around a text that may set its size


def by_place(outline: Outline) -> tuple[int, str] | None:
    """The line that is marked as a title, or the one above the time or the text; and the rule."""
    return _marked(outline) or _above_time(outline) or _above_text(outline)


def _above_time(outline: Outline) -> tuple[int, str] | None:
    """Nothing stated and no heading element: the line of some length right above the first printed time."""
    lines = outline.lines
    for index, line in enumerate(lines[1 : text_begins(outline, SOME_TEXT)], 1):
        if len(line.text) > _LONGEST or not _TIME.search(line.text) or is_links(line) or is_clock(line.text):
            continue
        for above in range(index - 1, max(index - 4, -1), -1):
            text = lines[above].text
            fits = _has_length(lines[above], _LONGEST) and not lines[above].linked
            fits = fits and not is_boilerplate(text)
            if fits and _names_nobody(lines[above]) and not text.startswith("——"):
                return above, "above the time"
    return None


def text_begins(outline: Outline, paragraphs: int = 1) -> int:
    """The line of the first, second … paragraph of some length, or the number of lines."""
    for index, line in enumerate(outline.lines):
        if len(line.text) >= _A_PARAGRAPH and line.text[-1] in "。！？”" and not line.linked:
            paragraphs -= 1
            if not paragraphs:
                return index
    return len(outline.lines)


def _marked(outline: Outline) -> tuple[int, str] | None:
    """The line above the text that alone is in an element named a title: `<td class=bt_title>`."""
    for index in range(text_begins(outline)):
        for box in outline.ancestors(outline.lines[index].box, _CELL):
            alone = outline.boxes[box].end - outline.boxes[box].first == 1
            if alone and MARKS.search(outline.boxes[box].marks) and _may_be_headline(outline.lines[index]):
                return index, "in an element named a title"
    return None


def _above_text(outline: Outline) -> tuple[int, str] | None:
    """Nothing stated, marked or dated: the line of some length right above the text."""
    begin = text_begins(outline)
    if begin == len(outline.lines):
        return None
    above = range(begin - 1, max(begin - 1 - _NEAR_TEXT, -1), -1)
    fitting = (at for at in above if _may_be_headline(outline.lines[at]))
    return next(((at, ABOVE_TEXT) for at in fitting), None)


def _may_be_headline(line: Line) -> bool:
    text = line.text
    if not _has_length(line, _LONGEST_UNSTATED) or line.linked or _NO_HEADLINE.search(text):
        return False
    return _names_nobody(line) and not (is_end_mark(text) or is_boilerplate(text) or is_contact(text))


def _names_nobody(line: Line) -> bool:
    """Whether a line says neither time and source nor who wrote."""
    return not is_info_line(line.spaced) and not find_bylines(line.text)


def _has_length(line: Line, longest: int) -> bool:
    """Whether a line may be a headline by its length; one in large type may have two characters."""
    if _FEWEST_BEFORE_TIME <= len(line.text) <= longest:
        return True
    return _SHORTEST_LARGE <= len(line.text) < _FEWEST_BEFORE_TIME and _is_large(line)


def _is_large(line: Line) -> bool:
    """Whether a line is set in larger type than a text is: `<font size=5>`, `font-size: 24px`."""
    node: Node | None = next(
        (node for text, node in zip(line.pieces, line.nodes, strict=False) if text.strip()), None
    )
    for _ in range(_OUTWARDS):
        node = node.parent if node is not None else None
        if node is None:
            return False
        attributes = node.attributes
        if node.tag == "font" and _LARGE_FONT.fullmatch((attributes.get("size") or "").strip()):
            return True
        if (style := attributes.get("style")) and _LARGE_STYLE.search(style):
            return True
    return False
