"""Bylines inside a body: the block at its head, the brackets of datelines, the last lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from crawler.items import Byline
from crawler.normalise.bylines.brackets import BRACKET
from crawler.normalise.bylines.characters import halfwidth
from crawler.normalise.bylines.name_lists import collective, read_names, tokens
from crawler.normalise.bylines.names import (
    has_sentence_words,
    has_surname,
    is_compound,
    is_organisation,
    is_place,
    surname_cuts,
)
from crawler.normalise.bylines.people import bylines_of, merge
from crawler.normalise.bylines.report_places import place_length
from crawler.normalise.bylines.role_groups import RoleGroup, read_role_groups

# No byline with a role stands without one of these characters; looking for them is what most lines cost.
_TRIGGER = re.compile(r"[者源员員编編责責辑輯稿生文撰笔审審校摄攝影监監品图组部视采]")
_HEAD, _TAIL = 8, 25  # lines of a body where bylines stand
_LONGEST_LINE = 160  # characters of a line that is a byline whole
_EDGE = 220  # characters at either end of a paragraph where brackets are read
# A line with words of speech and without a label is a sentence.
_SPOKEN = re.compile(r"[的了是这不就和，]\S")
_LABEL = re.compile(r"[:：/|｜丨]|记者|通讯员|作者|编辑|责编|摄影|校对|审核")
_SENTENCE = re.compile(r"[。！？!?…“”\"]")
_DATELINE_END = re.compile(r"(?:讯|訊|电|電|消息|报道|報導|报导|報道)\s{0,3}[】\]〕)]?\s{0,3}$")
_SENTENCE_BEFORE = re.compile(r"(?:[。！？!?…”\"；;】]|^)\s{0,4}$")
_CAPTION = re.compile(
    r"\s{0,4}(?:图为|图[一二三四五六七八九十\d]{1,3}|图:|上图|下图|资料图|图片来源|图片说明|题图|漫画)"
)
_LAST_SENTENCE = re.compile(r"[。！？!?”](?=([^。！？!?“”]{3,60})$)")
# At the head of a paragraph: 示例网记者张山5月13日报道：…, 本报讯 记者张山 通讯员李思报道：…
_REPORTS = re.compile(
    r"\s{0,4}(?:[^\s，。,！？:：；;]{1,16}(?:讯|电)[\s，,]{1,3})?"
    r"(?P<who>[^\s，。,！？:：；;]{0,16}?\s?(?:记者|通讯员)\s?[^，。,！？:：；;\d]{2,24}?)"
    r"\s?(?:(?:\d{1,2}月)?\d{1,2}日)?(?:摄影|图文)?(?:报道|报导|報導|电|電|讯)\s?[:：，,。\s]"
)
# 本报讯 记者张山 通讯员李思 江城的长堤…: names at the head, with nothing behind them but a blank
_HEADED = re.compile(
    r"\s{0,4}[^\s，。,！？:：；;]{1,16}(?:讯|电)[\s，,]{1,3}(?P<who>(?:[^\s，。,！？:：；;]{0,16}?"
    r"(?:记者|通讯员|实习生)\s?[\u4e00-\u9fff·、]{2,16}(?:\s[\u4e00-\u9fff·]{2,4}){0,3}\s{1,3}){1,3})(?=\S{8})"
)
# 生活中心／張山報導, 〔地方新聞組／張山高雄報導〕
_DESK_REPORTS = re.compile(
    r"\s{0,4}[〔【\[（(]?(?:記者|记者)?[\u4e00-\u9fff]{2,8}(?:中心|組|组|部|新聞|新闻|報|报)[／/]"
    r"(?P<who>[\u4e00-\u9fff]{2,8}?(?:[、 ][\u4e00-\u9fff]{2,8}?){0,3})"
    r"(?:[／/][\u4e00-\u9fff]{2,4}?)?(?:綜合|综合)?(?:報導|报道|报导|報道)"
)
_EMPTY_LABEL = re.compile(r"[^，。；;]{2,12}[:：]\s{0,4}$")
_BARE_NAMES = re.compile(r"[\u3400-\u9fff·\s、]{2,20}$")
_INTERVIEW = re.compile(r"\s{0,4}\S{0,12}记者\s?[:：]")
_SIGNED = re.compile(
    r"(?:责任编辑|责编|编辑|校对|审核|主编)\s?[:：|/]\s?[\u3400-\u9fff·_、A-Za-z\d\s]{2,30}$"
)
# 本文来自微信公众号：示例财经（ID：x），作者：张山，编辑：李思
_REPOSTED = re.compile(
    r"\s{0,4}(?:本文|文章|稿件|内容)?(?:来自|来源于|来源|转载自|转自|首发于)[^。]{2,60}?(?=作者\s?[:：|/])"
)
_GRANTED = re.compile(r"[，,][^，,：:]{0,12}(?:授权|发布|转载)")
# □ 张山 李思: the box that newspapers print before the authors
_BOX_AND_NAMES = re.compile(r"\s{0,6}[□◎○◇■◆●]\s{0,4}(?=[\u3400-\u9fff])[\u3400-\u9fff\s、·]{2,12}$")
# 示例社記者張山台北23日電: the dateline behind the name
_NAMED_DATELINE = re.compile(
    r"[^（(]{0,12}?(?:记者|記者)(?P<run>[\u3400-\u9fff、]{4,24})\d{1,2}日(?:专|專|综合|綜合)?(?:电|電)$"
)
_LABELLED_NAMES = re.compile(r"\s{0,4}[\u4e00-\u9fff]{2,6}\s{0,2}[:：/|\s]\s{0,2}[\u3400-\u9fff·\s、]{2,20}$")
# 题：守堤人的灯 示例社记者张晓山: the topic of an agency's feature, and behind a blank who wrote it
_TOPIC_AND_SIGNED = re.compile(
    r"[^。！？]{0,30}题[:：][^。！？]{2,40}?[ \u3000]"
    r"(?P<signed>[\u4e00-\u9fff]{0,12}记者[ \u3000]?[\u3400-\u9fff·、 \u3000]{2,20})$"
)
# 编辑：【何山】: brackets around the names of a label
_LABELLED_BRACKET = re.compile(r"(?<=[:|])(\s{0,2})[\[【〔]([\u3400-\u9fff·、 ]{2,16})[\]】〕]")
_PICTURES = frozenset(("photographer", "video"))
_LONGEST_UNSIGNED = 30  # characters of a bracket that holds names and no role
_SHORTEST_TEXT, _SHORTEST_SIGNED = 30, 15  # characters before it: a short line is rather a caption or a verse


def find_bylines(text: str) -> tuple[Byline, ...]:
    """`示例社武汉5月23日电（记者张晓山）…\\n责任编辑：潘念` gives a reporter and a responsible editor.

    `text` is the whole body, its paragraphs parted by newlines; of a long one only the first 8 and the last
    25 lines are read.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    edges = lines[:_HEAD] + lines[_HEAD:][-_TAIL:]
    found: list[Byline] = []
    for number, line in enumerate(edges):
        following = edges[number + 1] if number + 1 < len(edges) else ""
        found += _from_short_line(line, following) if len(line) <= 2 * _EDGE else _from_line(line, following)
    return merge(found)


@lru_cache(maxsize=1024)  # a page asks twice for most, and the pages of an outlet share some
def _from_short_line(line: str, following: str) -> tuple[Byline, ...]:
    return tuple(_from_line(line, following[:_EDGE]))


def _from_line(line: str, following: str) -> Iterator[Byline]:
    """The bylines of one line; `following` holds the name where the line is a label alone."""
    if len(line) > 2 * _EDGE:
        yield from _from_paragraph(line[:_EDGE], starts=True, ends=False)
        yield from _from_paragraph(line[-_EDGE:], starts=False, ends=True)
        return
    has_role = bool(_TRIGGER.search(line))
    if (desk := _DESK_REPORTS.match(line)) and (people := _from_desk(desk)):
        yield from people
        return
    if (
        has_role
        and (topic := _TOPIC_AND_SIGNED.match(line))
        and (people := _from_whole_line(topic["signed"]))
    ):
        yield from people
        return
    if not has_role and _BOX_AND_NAMES.match(line):
        yield from _names_behind_box(line)
        return
    if len(line) <= _LONGEST_LINE and has_role:
        if whole := _from_whole_line(line):
            yield from whole
            return
        if _EMPTY_LABEL.match(line) and _BARE_NAMES.match(following):
            joined = _from_whole_line(f"{line} {following}")
            yield from (replace(byline, raw=following.strip()) for byline in joined)
            return
    yield from _from_paragraph(line, starts=True, ends=True)


def _from_desk(desk: re.Match[str]) -> list[Byline]:
    who = desk["who"]
    who = who[: len(who) - place_length(re.split("[、 ]", who)[-1])]
    read = read_names(tokens(who, 0, len(who)), trusted=False)
    if not read.clean or any(named.uncut for named in read.names):
        return []
    return [Byline(name=named.name, role="reporter", raw=desk[0].strip()) for named in read.names]


def _from_whole_line(line: str) -> list[Byline]:
    """The bylines of a line that holds nothing else."""
    if _SPOKEN.search(line) and not _LABEL.search(line):
        return []  # most short lines of a body end here
    named = _LABELLED_BRACKET.sub(r"\1 \2 ", halfwidth(line))
    plain = BRACKET.sub(_blank_unless_roles, named)
    if reposted := _REPOSTED.match(plain):
        granted = _GRANTED.search(plain, reposted.end())
        return _bylines_if_clean(
            plain, reposted.end(), granted.start() if granted else len(plain), line, bracket=False
        )
    if (bracket := BRACKET.search(plain)) or _CAPTION.match(plain):
        return _labelled_with_bracket(plain, bracket, line) if bracket else []
    if _SENTENCE.search(plain):
        signed = _SIGNED.search(plain)  # 来源：某网。内部 责任编辑：张山
        return _bylines_if_clean(plain, signed.start(), signed.end(), line, bracket=False) if signed else []
    name = plain.strip()
    if name.isalnum() and collective(name) and (is_organisation(name[:-3]) or name.startswith("本报")):
        return [Byline(name=name, role="author", raw=line.strip(), collective=True)]
    return _bylines_if_clean(plain, 0, len(plain), line, bracket=False)


def _labelled_with_bracket(plain: str, bracket: re.Match[str], line: str) -> list[Byline]:
    """`编辑：何山（实习生 方圆）`: names behind a label, and at the end a bracket with another role."""
    if not _LABELLED_NAMES.match(plain[: bracket.start()]) or plain[bracket.end() :].strip(" 。"):
        return []
    found = _bylines_if_clean(plain, 0, bracket.start(), line, bracket=False)
    return [*found, *_bylines_if_clean(plain, *bracket.span(1), line, bracket=True)] if found else []


def _names_behind_box(line: str) -> list[Byline]:
    plain = halfwidth(line)
    read = read_names(tokens(plain, 0, len(plain)), trusted=False)
    if not read.clean or not all(len(named.name) < 4 for named in read.names):
        return []
    return list(bylines_of(RoleGroup("author", read.names, 0, len(plain)), line))


def _blank_unless_roles(match: re.Match[str]) -> str:
    """Blanks for a bracket without a role, which may stand in a byline line: `张山（示例大学教授）`."""
    return match[0] if _TRIGGER.search(match[1]) else " " * len(match[0])


def _from_paragraph(line: str, *, starts: bool, ends: bool) -> Iterator[Byline]:
    """The bylines in the brackets of a paragraph, in its first words, and behind its last sentence."""
    has_role = bool(_TRIGGER.search(line))
    if not has_role and not BRACKET.search(line):
        return
    plain = halfwidth(line)
    if starts and has_role and (reports := _REPORTS.match(plain) or _HEADED.match(plain)):
        # Behind both roles names are believed as in a bracket: 记者宋山、通讯员江卫宣报道.
        both = "记者" in reports["who"] and "通讯员" in reports["who"]
        yield from _bylines_if_clean(plain, *reports.span("who"), line, bracket=both)
    for match in BRACKET.finditer(plain):
        if _is_byline_place(plain, match):
            yield from _from_bracket(plain, match, line)
    if ends and has_role and (last := _LAST_SENTENCE.search(plain)) and not BRACKET.search(last[1]):
        found = _bylines_if_clean(plain, last.start(1), last.end(1), line, bracket=False)
        yield from (byline for byline in found if byline.role not in _PICTURES)


def _from_bracket(plain: str, match: re.Match[str], line: str) -> list[Byline]:
    if not _TRIGGER.search(match[1]):
        return _unsigned(plain, match, line)
    end = match.end(1)
    if dated := _NAMED_DATELINE.match(match[1]):
        place = next((n for n in (4, 3) if is_place(dated["run"][-n:])), 2)
        end = match.start(1) + dated.end("run") - place
    found = _bylines_if_clean(plain, match.start(1), end, line, bracket=True)
    alone = match[0] == plain.strip()
    if found and not alone and all(byline.role in _PICTURES for byline in found):
        return []  # the caption of a picture names who took it
    return found or _unsigned(plain, match, line)


def _unsigned(plain: str, match: re.Match[str], line: str) -> list[Byline]:
    """`示例社北京5月19日电（张山、李思）`, `…。（张山）`: names in a bracket without a role are authors."""
    if len(match[1]) > _LONGEST_UNSIGNED or _CAPTION.match(plain):
        return []
    before = plain[: match.start()].rstrip()
    at_end = not plain[match.end() :].strip()
    read = read_names(tokens(plain, match.start(1), match.end(1)), trusted=False)
    # Two sign a text; below a picture stands one.
    least = _SHORTEST_SIGNED if len(read.names) > 1 and before[-1:] in ("。", "！", "？") else _SHORTEST_TEXT
    placed = _DATELINE_END.search(before) or (at_end and len(before) > least)
    if not placed and (before or not at_end):
        return []
    known = all(has_surname(named.name) and len(named.name) < 4 and not named.role for named in read.names)
    organisation = read.organisation or next((named.organisation for named in read.names), None)
    has_organisation = organisation is not None and is_organisation(organisation)
    # （示例日报 张山） may stand alone on a line; （张山） may then be anything.
    if not read.clean or not known or not (has_organisation or (placed and read.organisation is None)):
        return []
    group = RoleGroup("author", read.names, match.start(1), match.end(1), organisation)
    return list(bylines_of(group, line))


def _is_byline_place(plain: str, match: re.Match[str]) -> bool:
    """Whether a bracket stands behind a dateline, between sentences or at the end of the line."""
    before = plain[max(0, match.start() - 12) : match.start()]
    if _DATELINE_END.search(before) or _SENTENCE_BEFORE.search(before):
        return True
    return not plain[match.end() :].strip(" 。") and not _CAPTION.match(plain)


def _bylines_if_clean(plain: str, start: int, end: int, line: str, *, bracket: bool) -> list[Byline]:
    """The bylines of `plain[start:end]` if it holds roles, organisations and names only; else none."""
    groups = read_role_groups(plain, start, end, None, bracket)
    if not all(group.clean for group in groups):
        return []
    found = [byline for group in groups for byline in bylines_of(group, line)]
    # 记者：谢谢 is a turn of an interview; 【记者】 and 记者：… 编辑：… are not.
    turn = (
        not bracket
        and len(groups) == 1
        and bool(_INTERVIEW.match(plain, start))
        and line.lstrip()[:1] not in ("【", "[")
    )
    return [] if any(_is_doubtful(byline, turn=turn, bracket=bracket) for byline in found) else found


def _is_doubtful(byline: Byline, *, turn: bool, bracket: bool) -> bool:
    """Whether a name is rather a part of a sentence: `记者：您怎么看`, `记者张山了解到`."""
    name = byline.name
    if byline.collective or name.isascii() or "·" in name:
        return False
    if has_sentence_words(name) or (
        turn and not (has_surname(name) and (len(name) < 4 or is_compound(name)))
    ):
        return True
    if byline.uncut:
        return not bracket and len(surname_cuts(name)) == 0
    longest = 5 if bracket else 4  # 乌云其木格 is one name, 扎西顿珠卓玛 may be two
    return (
        len(name) > longest
        and byline.role in ("reporter", "correspondent", "intern")
        and not has_surname(name)
    )
