"""What each line of a page says for a body: its characters where it is prose, against it where it is links,
a notice, a teaser of another article, or a further article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crawler.pages.generic.comments import comments_begin
from crawler.pages.lines.boilerplate import is_boilerplate
from crawler.pages.lines.contacts import is_contact
from crawler.pages.lines.end_marks import is_end_mark
from crawler.pages.lines.info_lines import DAY, is_info_line
from crawler.pages.lines.trimmed import is_preview_notice

if TYPE_CHECKING:
    from crawler.pages.document.outline import Line, Outline

_SENTENCE = re.compile(r"[，。！？；、：,;!?”]")
_SHORT_LINE, _LINK_LINE, BARRIER = -8.0, -40.0, -300.0
_SHORTEST_PROSE = 12
_SOME_PROSE, _BEHIND_END = 40.0, 0.25
TIME = re.compile(rf"{DAY}|\d{{1,2}}/\d{{1,2}}/(?:19|20)\d\d")
_WITH_SOURCE = re.compile(r"\d{1,2}[:：]\d{2}.{0,100}(?:来源|來源)|(?:来源|來源).{0,100}\d{1,2}[:：]\d{2}")
_NO_TITLE = re.compile(r"[。；]$|记者|通讯员|作者|编辑|责编|^[（(【\[][^）)】\]]*[）)】\]]$")
_TEASER, _SHORTEST_TITLE = 0.3, 8  # what a teaser counts; characters of a linked headline
_SHORTEST_HEADING = 4  # characters of a headline in a heading element
_PARAGRAPH, _LINKED_PARAGRAPH = 60, 0.8  # characters of a paragraph, and how much of it may be links
_NO_TEASER = 120  # characters of one paragraph
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_TITLED = re.compile(r"title|headline|biaoti", re.IGNORECASE)
_YEARLESS = re.compile(r"[^。！？]{0,30}?\d{1,2}[-月]\d{1,2}日?\s+\d{1,2}[:：]\d{2}[^。！？]{0,20}$")
# One of these stands in every line that `TIME` or `_YEARLESS` fits.
_LATIN_SENTENCE, _LATIN_ENDING = 40, 16  # characters
_LATIN_END = re.compile(r"[A-Za-z][^.!?]{0,8}[.!?][\"'”’)]{0,2}$")
_HAN = re.compile("[\u4e00-\u9fff]")
# A class first: where it begins is found faster than where one of several patterns does.
_NUMERAL = re.compile(r"[0-9０-９一二](?:(?<=\d)(?:\s*[-年/.－．／]|[:：]\d)|(?<=[一二]).{3}年)")
_LONGEST_DATED, _TIME_BELOW = 60, 3  # characters of a line that gives the time; lines below a headline


def weighed(outline: Outline, after: int) -> tuple[list[float], int]:
    """A weight for each line, and where comments or a further article begin, of which nothing counts.

    Behind an end mark that itself stands behind prose, prose counts less: a short article has more text below
    it than in it.
    """
    lines = outline.lines
    weights = _with_less_for_teasers(lines, [line_weight(line) for line in lines])
    _close_footers(lines, weights)
    _weigh_english(lines, weights, after)
    end = min(article_end(outline, weights, after), comments_begin(outline, weights, after))
    prose, factor = 0.0, 1.0
    for index in range(after, end):
        if weights[index] > 0:
            prose += weights[index]
            weights[index] *= factor
        elif weights[index] == BARRIER and prose >= _SOME_PROSE:
            factor = _BEHIND_END
    return weights[:end] + [_LINK_LINE] * (len(lines) - end), end


def _close_footers(lines: Sequence[Line], weights: list[float]) -> None:
    """Contact lines that touch a notice of rights are of its footer; elsewhere a body may have such lines."""
    for forth, numbers in ((1, range(1, len(lines))), (-1, range(len(lines) - 2, -1, -1))):
        for number in numbers:
            if weights[number] != _SHORT_LINE or weights[number - forth] != BARRIER:
                continue
            if is_contact(lines[number].text) and not is_end_mark(lines[number - forth].text):
                weights[number] = BARRIER


def _weigh_english(lines: Sequence[Line], weights: list[float], after: int) -> None:
    """Paragraphs in English without a comma are prose on a page that has more of them than of Chinese: on
    others they are the words of a player."""
    numbers = [
        number
        for number in range(after, len(lines))
        if weights[number] == _SHORT_LINE and _is_latin_sentence(lines[number].text)
    ]
    if not numbers:
        return
    chinese = (
        weights[at] for at in range(after, len(lines)) if weights[at] > 0 and _HAN.search(lines[at].text)
    )
    if sum(len(lines[number].text) for number in numbers) > sum(chinese):
        for number in numbers:
            if not is_contact(lines[number].text):
                weights[number] = float(len(lines[number].text) - lines[number].linked)


def line_weight(line: Line) -> float:
    """What a line says for a body: its characters where it is prose, against it where it is links."""
    text = line.text
    if is_links(line):
        return BARRIER if is_end_mark(text) else _LINK_LINE
    if is_end_mark(text) or is_preview_notice(text) or is_boilerplate(text):
        return BARRIER
    if len(text) >= _SHORTEST_PROSE and _SENTENCE.search(text) and not is_contact(text):
        return float(len(text) - line.linked)
    return _SHORT_LINE


def may_belong(line: Line, weight: float) -> bool:
    """Whether a line of this weight is neither links nor a mark of an end, a notice or a byline."""
    if weight == BARRIER or is_links(line):
        return False
    return not is_info_line(line.spaced)


def is_links(line: Line) -> bool:
    """Whether a line is links for the most part; a paragraph may have many words of it linked."""
    length = len(line.text)
    return line.linked > length * (_LINKED_PARAGRAPH if length >= _PARAGRAPH else 0.5)


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


def article_end(outline: Outline, weights: Sequence[float], after: int) -> int:
    """The line that heads a further article, or the number of lines."""
    lines, prose, first = outline.lines, 0.0, after
    while first < len(lines) and prose < _SOME_PROSE:
        prose += max(0.0, weights[first])
        first += 1
    return further_article(outline, first, len(lines)) if prose >= _SOME_PROSE else len(lines)


def further_article(outline: Outline, first: int, last: int) -> int:
    """The line from `first` up to `last` that heads a further article, or `last`."""
    lines = outline.lines
    # Few lines state a time, and only one above such a line may be a headline.
    dated = [
        index
        for index in range(first + 1, min(last + _TIME_BELOW, len(lines)))
        if len(lines[index].text) <= _LONGEST_DATED and _states_time(lines[index])
    ]
    heads = dict.fromkeys(
        index for at in dated for index in range(max(first, at - _TIME_BELOW), min(at, last))
    )
    return next((index for index in heads if heads_another(outline, index)), last)


def heads_another(outline: Outline, index: int) -> bool:
    """Whether a line is the headline of a further article: the line with its time stands right below it, and
    a text below that. A headline that is a link, or whose time is a day, is in a heading element, and has
    more than a teaser below it."""
    lines, line = outline.lines, outline.lines[index]
    in_heading = _is_in_heading(outline, line)
    if not (_SHORTEST_HEADING if in_heading else _SHORTEST_TITLE) <= len(line.text) <= _LONGEST_DATED:
        return False
    below = [near for near in lines[index + 1 : index + 1 + _TIME_BELOW] if len(near.text) <= _LONGEST_DATED]
    if not any(map(_states_time, below)) or _NO_TITLE.search(line.text) or is_info_line(line.spaced):
        return False
    text = [near for near in lines[index + 2 : index + 8] if is_prose(near) and not is_boilerplate(near.text)]
    if in_heading and not is_end_mark(line.text):
        return len(text) > 1 or sum(len(near.text) for near in text) >= _NO_TEASER
    credited = any(
        ":" in near.text and is_dated(near) and _WITH_SOURCE.search(near.text) for near in below[:2]
    )
    return credited and not line.linked and bool(text)


def _states_time(line: Line) -> bool:
    # Most lines have no such numeral, which is cheaper to see than that they give no time.
    if len(line.text) > _LONGEST_DATED or not _NUMERAL.search(line.text):
        return False
    return is_dated(line) or ((":" in line.text or "：" in line.text) and bool(_YEARLESS.match(line.spaced)))


def _is_in_heading(outline: Outline, line: Line) -> bool:
    """Whether a line stands in a heading element, or in an element of its own that is named a title."""
    if line.box < 0:
        return False
    box = outline.boxes[line.box]
    return box.tag in _HEADINGS or (box.end - box.first == 1 and bool(_TITLED.search(box.marks)))


def is_dated(line: Line) -> bool:
    return len(line.text) <= _LONGEST_DATED and bool(TIME.search(line.text)) and is_info_line(line.spaced)


def is_prose(line: Line) -> bool:
    text = line.text
    return len(text) >= _SHORTEST_PROSE and (text[-1] in "。！？”…" or _is_latin_sentence(text))


def _is_latin_sentence(text: str) -> bool:
    """Whether a line is a paragraph in English: some words, with a full stop behind the last."""
    return len(text) >= _LATIN_SENTENCE and bool(_LATIN_END.search(text[-_LATIN_ENDING:]))
