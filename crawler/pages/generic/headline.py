"""Which line of a page is its headline: what it states as its title, found again in print."""

from __future__ import annotations

import heapq
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.normalise.text import bare, tidy
from crawler.normalise.titles import is_cut_short, stated_headline, title_forms
from crawler.pages.fields.evidence import Candidate
from crawler.pages.generic.unstated_headline import ABOVE_TEXT, MARKS, SOME_TEXT, by_place, text_begins
from crawler.pages.lines.end_marks import is_end_mark
from crawler.pages.lines.info_lines import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.pages.document.outline import Line, Outline

_HEADINGS = {"h1": 30, "h2": 20, "h3": 12}
_TIME = re.compile(DAY)
_SHORTEST, _LONGEST = 4, 120
_AGREES, _AGREES_SHORT, _MARKED, _ABOVE_TIME, _IS_LINK = 60, 25, 8, 15, -25
_SAID_WHOLE = 20
_COLUMN = re.compile(
    r"(?:网|新闻|要闻|中心|频道|首页|正文|在线|日报|晚报|门户|资讯|详情|详细(?:页面?)?|内容页?)$"
)
_OUTLET = re.compile(r"(?:[日晚早晨时周商]|都市)报$|(?:新闻网|电视台|广播电台|融媒体中心|数字报)$")
_SERIES_BEFORE = re.compile(r"^\s*[【\[〖][^】\]〗]{2,10}[】\]〗]\s*")  # 【江畔故事】守渡口
_CUT_SHORT = "…"
_MOST_LINES, _LONGEST_PART = 4, 300  # lines of a headline that is broken by hand; characters of each
_SUBTITLES = 2  # lines of a subtitle between a heading and what is told by its place
_ENOUGH = 40  # an agreeing line, or a heading that has more than its element for it
_LONGEST_TAG, _LONGEST_OUTLET = 4, 8  # characters
_TELLING = 8  # characters; shorter ones are also the name of the site or of a channel
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
    headlines = [stated_headline(text) for text, _ in stated]
    whole = frozenset(bare(form) for text in headlines for form in (text, _SERIES_BEFORE.sub("", text)))
    possible = _possible_lines(outline, wanted, whole)
    scored = [(_score(outline, index, agrees, whole), index) for index, agrees in possible]
    best, index = max(scored, key=lambda one: (one[0], -one[1]), default=(0, 0))
    headline, score = None, float(best)
    if best < _ENOUGH:
        # A title that is not printed counts as much as a line that is just not good enough.
        headline, score = (
            _unprinted(outline, stated, index if best >= _HEADINGS["h2"] else None),
            float(_ENOUGH),
        )
    if headline is None and best > 0:
        headline, score = _printed(outline, index, wanted), float(best)
    if headline is None:
        headline, score = _stated_only(stated), 0.0
    return HeadlineSearch(headline=headline, score=score, scored=scored, outline=outline, wanted=wanted)


def _unprinted(outline: Outline, stated: Sequence[tuple[str, str]], heading: int | None) -> Headline | None:
    """Where no line is good enough: a stated title that is no column's name, or the line that
    is marked as a title, or the one above the time or the text; not a subtitle below a heading there."""
    named = [(text, rule) for text, rule in stated if not is_column(stated_headline(text))]
    if headline := _stated_only(named):
        return headline
    placed = by_place(outline)
    if placed and placed[1] == ABOVE_TEXT and heading is not None and 0 < placed[0] - heading <= _SUBTITLES:
        return None
    return Headline(text=outline.lines[placed[0]].text, line=placed[0], rule=placed[1]) if placed else None


def _wanted(stated: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What the stated titles may mean, bare, and where each is stated."""
    wanted = {_form(text): rule for stated_as, rule in reversed(stated) for text in title_forms(stated_as)}
    wanted.pop("", None)
    # 青石日报 of `青石日报-大戏进村` stands in every line that names the paper.
    others = {
        form: rule for form, rule in wanted.items() if len(form) > _LONGEST_OUTLET or not _OUTLET.search(form)
    }
    return others or wanted


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


def is_column(text: str) -> bool:
    """`新闻中心`, `某某网`: what a `<title>` says on every page of a site, or of a channel."""
    return len(text) < _TELLING or bool(len(text) < 2 * _TELLING and _COLUMN.search(text))


def _possible_lines(
    outline: Outline, wanted: dict[str, str], whole: frozenset[str]
) -> Iterator[tuple[int, bool]]:
    """Lines that agree with a stated title, and headings that do not; cheap, it sees every line.

    A line of two or three characters (讣告, 春雨) only where it is all that a title states.
    """
    known, begins = frozenset("".join(wanted)), text_begins(outline, SOME_TEXT)
    for index, line in enumerate(outline.lines):
        text = line.text
        if not _SHORTEST <= len(text) <= _LONGEST:
            if 1 < len(text) < _SHORTEST and text in whole and not _is_link(line):
                yield index, True
            continue
        possible = text[0] in known or not "\u4e00" <= text[0] <= "\u9fff"
        agrees = possible and _begins_in(text, known) and _agreeing(line, wanted) is not None
        # Below the beginning of a text a heading is a subhead of it, or another article's.
        heads = index < begins and _is_heading(outline, line) and not is_end_mark(text)
        if agrees or heads:
            yield index, agrees


def _is_named_title(outline: Outline, line: Line) -> bool:
    """Whether a line is a heading, or in an element that is named a title."""
    marked = line.box >= 0 and bool(MARKS.search(outline.boxes[line.box].marks))
    return marked or _is_heading(outline, line)


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
        score += _HEADINGS.get(box.tag, 0) + (_MARKED if MARKS.search(box.marks) else 0)
    if agrees:
        score += _AGREES if len(line.text) >= _TELLING else _AGREES_SHORT
        if len(line.text) < _TELLING and bare(line.text) in whole and _is_named_title(outline, line):
            score += 0 if _COLUMN.search(line.text) else _SAID_WHOLE
    if any(_TIME.search(near.text) for near in outline.lines[index + 1 : index + 6]):
        score += _ABOVE_TIME
    return score + (_IS_LINK if _is_link(line) else 0)


def _stated_only(stated: Sequence[tuple[str, str]]) -> Headline | None:
    return next((Headline(text=stated_headline(text), line=None, rule=rule) for text, rule in stated), None)


def _is_link(line: Line) -> bool:
    return line.linked > len(line.text) * 0.5
