"""Which line of a page is its headline: what it states as its title, found again in print."""

from __future__ import annotations

import heapq
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.normalise.bylines import find_bylines
from crawler.normalise.contacts import is_contact
from crawler.normalise.dates import is_clock
from crawler.normalise.text import DAY, bare, is_boilerplate, is_end_mark, is_info_line, tidy
from crawler.normalise.titles import is_cut_short, stated_headline, title_forms
from crawler.pages.fields.evidence import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.pages.document.outline import Line, Outline

_HEADINGS = {"h1": 30, "h2": 20, "h3": 12}
_MARKS = re.compile(r"title|headline|biaoti|\bbt\b|\btit\b|subject", re.IGNORECASE)
_TIME = re.compile(DAY)
_SHORTEST, _LONGEST = 4, 120
_AGREES, _AGREES_SHORT, _MARKED, _ABOVE_TIME, _IS_LINK = 60, 25, 8, 15, -25
_SAID_WHOLE = 20
_COLUMN = re.compile(
    r"(?:网|新闻|要闻|中心|频道|首页|正文|在线|日报|晚报|门户|资讯|详情|详细(?:页面?)?|内容页?)$"
)
_CUT_SHORT = "…"
_MOST_LINES, _LONGEST_PART = 4, 300  # lines of a headline that is broken by hand; characters of each
_ENOUGH = 40  # an agreeing line, or a heading that has more than its element for it
_LONGEST_TAG = 4  # characters
_TELLING = 8  # characters; shorter ones are also the name of the site or of a channel
_FEWEST_BEFORE_TIME = 8
_A_PARAGRAPH, _SOME_TEXT = 30, 2  # characters; paragraphs in which a text has begun
_CELL, _NEAR_TEXT, _LONGEST_UNSTATED = 3, 4, 60  # boxes around a line; lines; characters
_NO_HEADLINE = re.compile(
    r"[。；，：:;,]$|^——|位置[:：]|[>»›]|当前|欢迎|今天是|^[（(\[【].*[)）\]】]$|" + DAY
)
_MOST_SHOWN = 6  # lines in an explanation; the rest is far below


@dataclass(frozen=True, kw_only=True)
class Headline:
    """The headline as printed, the index of its line (None: only stated, nowhere printed), and the rule."""

    text: str
    line: int | None
    rule: str


@dataclass(frozen=True, kw_only=True)
class HeadlineSearch:
    """The headline that was found, and the lines that were scored: `(score, index in the outline)`."""

    headline: Headline | None
    score: float  # of the headline
    scored: Sequence[tuple[int, int]]
    outline: Outline
    wanted: dict[str, str]

    def candidates(self) -> Iterator[Candidate]:
        """The headline, and the best of the other lines that could have been it, each text once."""
        best: dict[str, tuple[float, str]] = {}
        for score, index in self.scored:
            line = _printed(self.outline, index, self.wanted)
            best[line.text] = max(best.get(line.text, (float(score), line.rule)), (float(score), line.rule))
        if self.headline is not None:
            best.pop(self.headline.text, None)
            yield _candidate(self.headline.text, self.headline.rule, self.score, won=True)
        for text in heapq.nlargest(_MOST_SHOWN, best, key=lambda text: best[text][0]):
            yield _candidate(text, best[text][1], best[text][0])


def _candidate(text: str, rule: str, score: float, *, won: bool = False) -> Candidate:
    return Candidate(field="title", rule=rule, printed=text, value=text, score=score, won=won)


def find_headline(outline: Outline, stated: Sequence[tuple[str, str]]) -> HeadlineSearch:
    """The printed line that agrees best with the `(text, rule)` titles that the page states.

    A page that states none has its headline in a heading element, or right above its time.
    """
    wanted = _wanted(stated)
    whole = frozenset(bare(stated_headline(text)) for text, _ in stated)
    possible = _possible_lines(outline, wanted)
    scored = [(_score(outline, index, agrees, whole), index) for index, agrees in possible]
    best, index = max(scored, key=lambda one: (one[0], -one[1]), default=(0, 0))
    headline, score = None, float(best)
    if best < _ENOUGH:
        # A title that is not printed counts as much as a line that is just not good enough.
        headline, score = _unprinted(outline, stated), float(_ENOUGH)
    if headline is None and best > 0:
        headline, score = _printed(outline, index, wanted), float(best)
    if headline is None:
        headline, score = _stated_only(stated), 0.0
    return HeadlineSearch(headline=headline, score=score, scored=scored, outline=outline, wanted=wanted)


def _unprinted(outline: Outline, stated: Sequence[tuple[str, str]]) -> Headline | None:
    """Where no line is good enough: a stated title that is no column's name, or the line that
    is marked as a title, or the one above the time or the text."""
    named = [(text, rule) for text, rule in stated if not _is_column(stated_headline(text))]
    return _stated_only(named) or _marked(outline) or _above_time(outline) or _above_text(outline)


def _wanted(stated: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What the stated titles may mean, bare, and where each is stated."""
    wanted = {_form(text): rule for stated_as, rule in reversed(stated) for text in title_forms(stated_as)}
    wanted.pop("", None)
    return wanted


def _printed(outline: Outline, index: int, wanted: dict[str, str]) -> Headline:
    """The headline that begins in this line; one broken by hand goes on in the next ones of its box."""
    lines = outline.lines
    text, end = _agreeing(lines[index], wanted) or lines[index].text, index + 1
    for following in lines[end : index + _MOST_LINES]:
        if len(following.text) > _LONGEST_PART:
            break
        joined = f"{text} {following.text}"
        subtitle = following.text.startswith("——") and _is_heading(outline, following)
        beginning = bare(joined)
        goes_on = subtitle or any(whole.startswith(beginning) for whole in wanted)
        if not goes_on or not _is_beside(outline, lines[index], following):
            break
        text, end = joined, end + 1
    whole = bare(text)
    longer = (rule for stated, rule in wanted.items() if stated.startswith(whole))
    return Headline(text=text, line=end - 1, rule=f"printed, {wanted.get(whole) or next(longer, 'heading')}")


def _is_beside(outline: Outline, line: Line, following: Line) -> bool:
    """Whether two lines stand in one element, or in headings side by side."""
    if line.box == following.box or min(line.box, following.box) < 0:
        return line.box == following.box
    one, other = outline.boxes[line.box], outline.boxes[following.box]
    return one.tag in _HEADINGS and one.tag == other.tag and one.parent == other.parent


def _is_column(text: str) -> bool:
    """`新闻中心`, `某某网`: what a `<title>` says on every page of a site, or of a channel."""
    return len(text) < _TELLING or bool(len(text) < 2 * _TELLING and _COLUMN.search(text))


def _possible_lines(outline: Outline, wanted: dict[str, str]) -> Iterator[tuple[int, bool]]:
    """Lines that agree with a stated title, and headings that do not; cheap, it sees every line."""
    known, text_begins = frozenset("".join(wanted)), _text_begins(outline, _SOME_TEXT)
    for index, line in enumerate(outline.lines):
        text = line.text
        if not _SHORTEST <= len(text) <= _LONGEST:
            continue
        possible = text[0] in known or not "\u4e00" <= text[0] <= "\u9fff"
        agrees = possible and _begins_in(text, known) and _agreeing(line, wanted) is not None
        # Below the beginning of a text a heading is a subhead of it, or another article's.
        heads = index < text_begins and _is_heading(outline, line) and not is_end_mark(text)
        if agrees or heads:
            yield index, agrees


def _is_heading(outline: Outline, line: Line) -> bool:
    return line.box >= 0 and outline.boxes[line.box].tag in _HEADINGS


def _begins_in(text: str, known: frozenset[str]) -> bool:
    # Most lines fail at the first character: a generator would cost more than the comparing.
    for character in text[:6]:  # noqa: SIM110
        if character not in known and "\u4e00" <= character <= "\u9fff":
            return False
    return True


def _form(stated: str) -> str:
    """What is compared of a stated title; one cut short keeps a mark of that."""
    return bare(stated) + (_CUT_SHORT if is_cut_short(stated) else "")


def _agreeing(line: Line, wanted: dict[str, str]) -> str | None:
    """What of a line is a stated title: the line, its first element or all but that, or what stands before
    its time."""
    if _agrees(bare(line.text), wanted):
        return line.text
    first = next((tidy(piece) for piece in line.pieces if not piece.isspace()), "")
    if 0 < len(first) <= _LONGEST_TAG and bare(rest := line.text[len(first) :].strip()) in wanted:
        return rest  # 独家, 原创: a tag in an element of its own
    time = _TIME.search(line.text)
    for text in (first, line.text[: time.start()].strip() if time else ""):
        if len(text) >= _TELLING and text != line.text and bare(text) in wanted:
            behind = line.text[len(text) :].lstrip()
            # A subtitle in the element of the headline is of it, whatever `<title>` leaves out.
            return line.text if behind.startswith("——") and not time else text
    return None


def _agrees(printed: str, wanted: dict[str, str]) -> bool:
    if printed in wanted:
        return True
    if len(printed) < _TELLING:
        return False
    return any(
        printed.startswith(whole[:-1]) if whole[-1] == _CUT_SHORT else whole.startswith(printed)
        for whole in wanted
        if len(whole) >= _TELLING
    )


def _score(outline: Outline, index: int, agrees: bool, whole: frozenset[str]) -> int:
    """`whole`: the stated titles without the names of site and channel; a heading that says one of them is
    the headline though it is short."""
    line = outline.lines[index]
    score = 0
    if line.box >= 0:
        box = outline.boxes[line.box]
        score += _HEADINGS.get(box.tag, 0) + (_MARKED if _MARKS.search(box.marks) else 0)
    if agrees:
        score += _AGREES if len(line.text) >= _TELLING else _AGREES_SHORT
        if len(line.text) < _TELLING and _is_heading(outline, line) and bare(line.text) in whole:
            score += 0 if _COLUMN.search(line.text) else _SAID_WHOLE
    if any(_TIME.search(near.text) for near in outline.lines[index + 1 : index + 6]):
        score += _ABOVE_TIME
    return score + (_IS_LINK if _is_link(line) else 0)


def _stated_only(stated: Sequence[tuple[str, str]]) -> Headline | None:
    return next((Headline(text=stated_headline(text), line=None, rule=rule) for text, rule in stated), None)


def _above_time(outline: Outline) -> Headline | None:
    """Nothing stated and no heading element: the line of some length right above the first printed time."""
    lines = outline.lines
    for index, line in enumerate(lines[1 : _text_begins(outline, _SOME_TEXT)], 1):
        if len(line.text) > _LONGEST or not _TIME.search(line.text) or _is_link(line) or is_clock(line.text):
            continue
        for above in range(index - 1, max(index - 4, -1), -1):
            text = lines[above].text
            fits = _FEWEST_BEFORE_TIME <= len(text) <= _LONGEST and not lines[above].linked
            if fits and _names_nobody(lines[above]) and not text.startswith("——"):
                return Headline(text=text, line=above, rule="above the time")
    return None


def _text_begins(outline: Outline, paragraphs: int = 1) -> int:
    """The line of the first, second … paragraph of some length, or the number of lines."""
    for index, line in enumerate(outline.lines):
        if len(line.text) >= _A_PARAGRAPH and line.text[-1] in "。！？”" and not line.linked:
            paragraphs -= 1
            if not paragraphs:
                return index
    return len(outline.lines)


def _marked(outline: Outline) -> Headline | None:
    """The line above the text that alone is in an element named a title: `<td class=bt_title>`."""
    for index in range(_text_begins(outline)):
        for box in outline.ancestors(outline.lines[index].box, _CELL):
            alone = outline.boxes[box].end - outline.boxes[box].first == 1
            if alone and _MARKS.search(outline.boxes[box].marks) and _may_be_headline(outline.lines[index]):
                return Headline(
                    text=outline.lines[index].text, line=index, rule="in an element named a title"
                )
    return None


def _above_text(outline: Outline) -> Headline | None:
    """Nothing stated, marked or dated: the line of some length right above the text."""
    begin = _text_begins(outline)
    if begin == len(outline.lines):
        return None
    above = range(begin - 1, max(begin - 1 - _NEAR_TEXT, -1), -1)
    fitting = (at for at in above if _may_be_headline(outline.lines[at]))
    return next(
        (Headline(text=outline.lines[at].text, line=at, rule="above the text") for at in fitting), None
    )


def _may_be_headline(line: Line) -> bool:
    text = line.text
    if not _FEWEST_BEFORE_TIME <= len(text) <= _LONGEST_UNSTATED or line.linked or _NO_HEADLINE.search(text):
        return False
    return _names_nobody(line) and not (is_end_mark(text) or is_boilerplate(text) or is_contact(text))


def _names_nobody(line: Line) -> bool:
    """Whether a line says neither time and source nor who wrote."""
    return not is_info_line(line.spaced) and not find_bylines(line.text)


def _is_link(line: Line) -> bool:
    return line.linked > len(line.text) * 0.5
