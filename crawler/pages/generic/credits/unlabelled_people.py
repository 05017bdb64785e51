"""People who are printed by the headline without a label: in an element named so, in the line with the time,
or alone on a line."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from crawler.normalise.bylines import read_bylines
from crawler.normalise.bylines.names import is_nobody, is_organisation
from crawler.normalise.bylines.roles import find_roles
from crawler.normalise.text import tidy, without_letter_spacing
from crawler.pages.generic.credits.beside_time import DATED, LABELLED, SEPARATORS, is_name, marked, words_of
from crawler.pages.generic.english_fields import english_authors
from crawler.pages.generic.named_elements import Name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.pages.document.outline import Line
    from crawler.pages.document.page import Page

_WORD = re.compile(r"(?:记者|記者|作者|撰文|文)?\s?([\u3400-\u9fff]{2,3})(?![\u3400-\u9fff])")
_MOST_PEOPLE = 4
_LONGEST_SIGNATURE = 30  # characters of an institution and a name
_LONGEST_LINE = 300  # characters of one with the time
_LONGEST_SIGNED = 16  # characters of a name under which somebody writes
_SIGNS = frozenset("文图圖摄攝")  # behind a name: `李思 文 何山 摄`
_NAME_ALONE = 3  # characters; two that begin with a surname are as often a button (高清, 关注)
_INSTITUTION = re.compile(
    r"(?:大学|大學|[学學]院|研究[院所室]|[实實][验驗]室|[党黨]校|[医醫]院|[协協][会會]|[学學][会會]|作[协協]|文[联聯])$"
)
_PLACE_ENDS = "省市州县縣区區乡鄉镇鎮村路街站"
_AUTHORS = Name(
    in_class=re.compile("auth|byline|reporter|writer|zuozhe", re.IGNORECASE),
    in_id=re.compile("author", re.IGNORECASE),
    others={"itemprop": frozenset(("author",)), "rel": frozenset(("author",))},
    tag="address",
)
_ALL_AUTHORS = '[class*="auth" i], [id*="author" i], [itemprop="author"], [rel="author"], address'


def unlabelled_people(page: Page, lines: Sequence[Line], opening: Sequence[Line] = ()) -> str | None:
    """Names without a label: in an element named so, in the line with the time, or alone on a line; `opening`
    is the first line of the text, where somebody of an institution may sign."""
    return _unlabelled_people(page, lines) or of_an_institution(opening)


def _unlabelled_people(page: Page, lines: Sequence[Line]) -> str | None:
    if english := english_authors(lines):
        return english
    # Most pages name nobody there, and looking for elements costs more than looking for names.
    if not any(map(_has_name, lines)):
        return _signed_twice(page, lines)
    for text in marked(_AUTHORS, lines):
        if _names_people(text):
            return text
    beside = filter(None, (_beside_time(line) for line in lines if DATED.search(line.text)))
    if named := next(beside, None) or of_an_institution(lines):
        return named
    # Who stands in the headline is told of: the name alone is a link to what else is said of the person.
    headline = page.metadata.title or ""
    alone = [line.text for line in lines if len(line.text) == _NAME_ALONE and is_name(line.text)]
    alone = [name for name in alone if name not in headline]
    if 0 < len(alone) <= _MOST_PEOPLE:
        return " ".join(alone)
    return _signed_twice(page, lines)


def _beside_time(line: Line) -> str | None:
    """The names in the line with the time, up to the source."""
    if len(line.spaced) > _LONGEST_LINE:
        return None
    if any(one.role and len(one.word) > 1 for one in find_roles(line.spaced)):
        return None  # 记者 何山 摄影 方圆: read by their roles
    words = [word for word in _before_source(line) if is_name(word) or word in _SIGNS]
    words = [word for word in words if not _is_place_of_outlet(word, line)]
    return " ".join(words) if 0 < sum(map(is_name, words)) <= _MOST_PEOPLE else None


def _is_place_of_outlet(word: str, line: Line) -> bool:
    """江州 of `江州发布 · 2021-05-23 · 江州`: what the outlet beside it is called after, and nobody."""
    return any(
        token != word and token.startswith(word) and is_organisation(token) for token in words_of(line)
    )


def of_an_institution(lines: Sequence[Line]) -> str | None:
    """`江州大学历史学院 林望明`, also without its blank: a line that says who wrote, of which institution.

    Beside the name of an outlet stand its places, editions and buttons.
    """
    return next((line.spaced for line in lines if _is_of_an_institution(line)), None)


def _is_of_an_institution(line: Line) -> bool:
    flat = line.text.replace(" ", "")
    # Few lines have an institution before their last characters, and to read names costs more than to see it.
    hinted = _INSTITUTION.search(flat[:-2]) or _INSTITUTION.search(flat[:-3])
    if not hinted or line.linked or len(line.text) > _LONGEST_SIGNATURE:
        return False
    people = read_bylines(line.spaced, default_role="author")
    if len(people) != 1 or not (institution := people[0].organisation):
        return False
    name = people[0].name
    whole = flat == f"{institution}{name}".replace(" ", "")
    known = _INSTITUTION.search(institution) and not LABELLED.search(institution)
    return bool(whole and known) and is_name(name) and name[-1] not in _PLACE_ENDS


def _signed_twice(page: Page, lines: Sequence[Line]) -> str | None:
    """A word before the time that an element named so holds elsewhere on the page, whatever name it is."""
    for line in lines:
        time = DATED.search(line.text)
        word = line.text[: time.start()].strip(" ·|丨") if time and line.linked else ""
        if 1 < len(word) <= _LONGEST_SIGNED and not LABELLED.search(word) and not is_organisation(word):
            signed = (tidy(node.text()) for node in page.all(_ALL_AUTHORS))
            return word if not is_nobody(word) and word in signed else None
    return None


def _before_source(line: Line) -> Iterator[str]:
    """The words of a line up to 来源：示例网, behind which stands a place rather than a person."""
    for token in takewhile(
        lambda word: "来源" not in word, SEPARATORS.split(without_letter_spacing(line.spaced))
    ):
        if token and not LABELLED.search(token):
            yield token


def _has_name(line: Line) -> bool:
    words = (word for piece in line.pieces for word in _WORD.findall(piece))
    return any(map(is_name, words))


def _names_people(text: str) -> bool:
    """Whether a text holds names and nothing else; an outlet or an editor is none."""
    found = read_bylines(text, default_role="author")
    if not found or len(found) > _MOST_PEOPLE:
        return False
    return all(one.role in ("author", "reporter", "intern") and is_name(one.name) for one in found)
