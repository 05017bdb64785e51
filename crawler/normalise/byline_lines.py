"""Bylines inside a body: the block at its head, the brackets of datelines, the last lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.items import Byline
from crawler.normalise.byline_parts import Group, read_groups
from crawler.normalise.byline_text import BRACKET, bylines_of, fold, merge

# No byline stands without one of these signs; looking for them is what most lines cost.
_TRIGGER = re.compile(r"[者员員编編责責辑輯稿生文撰笔审審校摄攝影监監品图]")
_HEAD, _TAIL = 8, 25  # lines of a body where bylines stand
_LONGEST_LINE = 160  # signs of a line that is a byline whole
_EDGE = 220  # signs at either end of a paragraph where brackets are read
_SENTENCE = re.compile(r"[。！？!?；;…“”\"]")
_DATELINE_END = re.compile(r"(?:讯|訊|电|電|消息|报道|報導)\s{0,3}$")
_SENTENCE_BEFORE = re.compile(r"(?:[。！？!?…”\"；;]|^)\s{0,4}$")
_CAPTION = re.compile(
    r"\s{0,4}(?:图为|图[一二三四五六七八九十\d]{1,3}|图[:：]|上图|下图|资料图|图片来源|图片说明|题图|漫画)"
)
_LAST_SENTENCE = re.compile(r"[。！？!?”](?=([^。！？!?“”]{3,60})$)")
# 示例网记者张山5月13日报道：… at the head of a paragraph.
_REPORTS = re.compile(
    r"\s{0,4}(?P<who>[^\s，。,！？:：；;]{0,16}?\s?记者\s?[^，。,！？:：；;\d]{2,16}?)"
    r"\s?(?:(?:\d{1,2}月)?\d{1,2}日)?(?:报道|电|讯)\s?[:：，,。\s]"
)
_EMPTY_LABEL = re.compile(r"[^，。；;]{2,12}[:：]\s{0,4}$")
_BARE_NAMES = re.compile(r"[\u3400-\u9fff·\s、]{2,20}$")
_PICTURES = frozenset(("photographer", "video"))


def find_bylines(text: str) -> tuple[Byline, ...]:
    """`示例社武汉5月23日电（记者张晓山）…\\n责任编辑：潘念` gives a reporter and a responsible editor."""
    lines = [line for line in text.split("\n") if line and not line.isspace()]
    edges = lines if len(lines) <= _HEAD + _TAIL else lines[:_HEAD] + lines[-_TAIL:]
    found: list[Byline] = []
    for number, line in enumerate(edges):
        following = edges[number + 1] if number + 1 < len(edges) else ""
        found += _from_line(line, following)
    return merge(found)


def _from_line(line: str, following: str) -> Iterator[Byline]:
    """The bylines of one line; `following` holds the name where the line is a label alone."""
    if len(line) > 2 * _EDGE:
        yield from _from_paragraph(line[:_EDGE], starts=True)
        yield from _from_paragraph(line[-_EDGE:], starts=False)
        return
    if not _TRIGGER.search(line):
        return
    if len(line) <= _LONGEST_LINE:
        if whole := _whole(line):
            yield from whole
            return
        if _EMPTY_LABEL.match(line) and _BARE_NAMES.match(following):
            yield from _whole(f"{line.rstrip()} {following}")
            return
    yield from _from_paragraph(line, starts=True)


def _whole(line: str) -> list[Byline]:
    """The bylines of a line that holds nothing else."""
    folded = fold(line)
    if _SENTENCE.search(folded) or BRACKET.search(folded) or _CAPTION.match(folded):
        return []
    return _accepted(folded, 0, len(folded), line, bracket=False)


def _from_paragraph(line: str, *, starts: bool) -> Iterator[Byline]:
    """The bylines of the brackets in a paragraph, of its first words and of the words behind its last sentence."""
    if not _TRIGGER.search(line):
        return
    folded = fold(line)
    reports = _REPORTS.match(folded) if starts else None
    if reports:
        yield from _accepted(folded, reports.start("who"), reports.end("who"), line, bracket=True)
    for match in BRACKET.finditer(folded):
        if _TRIGGER.search(match[1]) and _is_byline_place(folded, match):
            yield from _from_bracket(folded, match, line)
    if (last := _LAST_SENTENCE.search(folded)) and not BRACKET.search(last[1]):
        found = _accepted(folded, last.start(1), last.end(1), line, bracket=False)
        yield from (byline for byline in found if byline.role not in _PICTURES)


def _from_bracket(folded: str, match: re.Match[str], line: str) -> list[Byline]:
    found = _accepted(folded, match.start(1), match.end(1), line, bracket=True)
    alone = match[0] == folded.strip()
    if not alone and all(byline.role in _PICTURES for byline in found):
        return []  # the caption of a picture names who took it
    return found


def _is_byline_place(folded: str, match: re.Match[str]) -> bool:
    """Behind a dateline, between sentences, or at the end of the line; not in the middle of a sentence."""
    before = folded[max(0, match.start() - 12) : match.start()]
    if _DATELINE_END.search(before) or _SENTENCE_BEFORE.search(before):
        return True
    return not folded[match.end() :].strip(" 。") and not _CAPTION.match(folded)


def _accepted(folded: str, start: int, end: int, line: str, *, bracket: bool) -> list[Byline]:
    """The bylines of a stretch in which every word is a role, a house or a name; nothing of any other stretch."""
    groups = read_groups(folded, start, end, None, bracket)
    if not all(map(_is_clean, groups)):
        return []
    return [byline for group in groups for byline in bylines_of(group, line)]


def _is_clean(group: Group) -> bool:
    return group.clean
