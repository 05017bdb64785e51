"""Lists of names (`张山、李思 王武`): cut into tokens, and the names in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from crawler.items import EDITOR_ROLES, Role
from crawler.normalise.bylines.names import (
    cut_run,
    has_sentence_words,
    has_surname,
    is_compound,
    is_department,
    is_nobody,
    is_organisation,
    is_person,
    is_place,
    is_surely_organisation,
)
from crawler.normalise.bylines.offices import name_behind_offices, name_beside_office
from crawler.normalise.bylines.report_places import is_reported_from

_TOKEN = re.compile(r"[^\s、，,/|│;；&＆+＋]+")
SENTENCE_END = re.compile(r"[。！？!?；;…“”\"「」【】\[\]（）()《》<>{}:：=]")
# What stands behind a name and is no part of it: how it was written, a number of the editor's desk.
_TAIL = re.compile(
    r"(?:(?:综合.{0,8}|綜合|摄影|联合|现场|采写|独家|连线|采访|深度|图文|文图|文并图|跟踪|专题|即時|连续|编译|編譯|專題|整理|特约)?"
    r"(?:报道|報導|报导|報道)"
    r"|发自.{0,12}|整合|综合|综合整理|整理|编译|采写|采访|撰文|供图|供稿|同期声|图文|文图|_.{0,20}"
    r"|[A-Z]{1,4}\d{2,10}|(?<=[\u4e00-\u9fff]{2})等)$"
)
_PHOTO_TAIL = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:摄|/摄|摄影|攝)$")
_NO_PERSON = re.compile(
    r"(?:提供|供图|供稿|截图|资料图?|来源|网络|官网|官微|供片|受访者|图源.{0,20}|客户端)$"
)
_ID = re.compile(r"[A-Za-z_]{0,6}[0-9][0-9A-Za-z_]{0,20}$")
_COUNT = re.compile(r"\d{1,3}(?:人|名)?")
OF_A_TIME = re.compile(r"\d[\d:.年月日-]{0,20}$")
_COLLECTIVE = re.compile(
    r".{2,24}(?:评论员|评论部|编辑部|课题组|采访组|报道组|调研组|编写组|采编组|记者组|写作组|编委会|评论组|观察员"
    r"|理论部|工作组)$"
)
_AND = re.compile("[和与與及暨]")
_LONGEST_PERSON, _SHORT_NAME = 5, 3  # characters
_ENDS_OF_PLACES = tuple("省市县区州旗盟镇乡")
_ENDS_OF_OFFICES = tuple("局办委院馆站所队会校厅部处科联组股室厂社网报台中园库段店司")
_SKIPPED = frozenset(("和", "与", "及", "等", "跟", "文", "图", "并", "·", "-", "—", "－"))


@dataclass(frozen=True)
class Token:
    """A run without blanks and commas; `start` and `end` are places in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class FoundName:
    """A name, and the place of the token in which it stands."""

    name: str
    start: int
    end: int
    collective: bool = False
    uncut: bool = False
    role: Role | None = None  # from a word behind the name: 李思/摄, 李思 文
    organisation: str | None = None  # printed before this name without a blank: 示例大学历史学院李思


@dataclass(frozen=True)
class NameList:
    """The names in a run of tokens; `clean` if the others are organisations or words to skip."""

    names: tuple[FoundName, ...] = ()
    clean: bool = True
    organisation: str | None = None  # before the first name or behind the last


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`, with places in `text`: `张山、李思 王武` has three."""
    return [Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text, start, end)]


def read_names(run: list[Token], *, trusted: bool, role: Role | None = None) -> NameList:
    """`张山、李思/摄` names two, the second a photographer; `trusted` behind a label, where names follow."""
    if role == "author" and (signed_last := name_behind_offices([token.text for token in run])):
        end = run[-1].end
        return NameList((FoundName(signed_last, end - len(signed_last), end),))
    names: list[FoundName] = []
    trusted = trusted and not (run and _COUNT.fullmatch(run[0].text))  # 编辑 2 本科以上: a row of a table
    clean, organisation, signed = True, None, 0
    for token in _joined(_parted(run)):
        if OF_A_TIME.match(token.text):
            continue  # 10:20 ends no list, though its colon would
        bare, role_behind = _role_behind(token.text)
        if role == "author" and (held := name_beside_office(bare, named=bool(names))) is not None:
            bare = held
        if names and is_reported_from(token.text):
            continue
        read = _read_token(replace(token, text=bare), trusted, role)
        last = token.end == run[-1].end
        one_more = organisation is None or is_organisation(token.text)  # 市总工会 何山 市妇联 方圆
        if read is None and one_more and _is_organisation_of_names(token, bool(names), last):
            organisation = organisation or token.text
            continue
        clean = clean and (read is not None or (trusted and is_department(bare)))
        names.extend(read or ())
        if role_behind:
            names[signed:] = [replace(named, role=role_behind) for named in names[signed:]]
            signed = len(names)
        if SENTENCE_END.search(token.text):
            clean = clean and last
            break
        if trusted and not names and is_nobody(bare) and not is_place(bare):
            break  # 作者：网络 names nobody, and what follows is of another field
    return NameList(tuple(names), clean, organisation)


def _is_called_like_a_place(text: str) -> bool:
    """`柏林`, which behind 编辑 is somebody: no place edits."""
    return is_place(text) and has_surname(text) and len(text) <= _SHORT_NAME


def collective(text: str) -> bool:
    """`示例日报评论部`, `省社科院课题组`: many people, or one who is not named."""
    return bool(_COLLECTIVE.match(text))


def _role_behind(text: str) -> tuple[str, Role | None]:
    """`李思摄` gives 李思, photographer; `文` alone stands behind the name of an author."""
    if text in ("摄", "图", "攝"):
        return "", "photographer"
    if text == "文":
        return "", "author"
    bare = _PHOTO_TAIL.sub("", text)
    return bare, "photographer" if bare != text else None


def _is_organisation_of_names(token: Token, named: bool, last: bool) -> bool:
    """An organisation before the first name (`文/汽车之友 李小山`) or behind one (`李小山 示例区中心`)."""
    if SENTENCE_END.search(token.text) or not 1 < len(token.text) < 24:
        return False
    known = is_organisation(token.text)
    return known if named or len(token.text) == 2 else not last  # 文/红网 何山


def _joined(run: list[Token]) -> Iterator[Token]:
    """The tokens, those of one name joined: `潘　念` of two characters, `Demi Wang` of Latin words."""
    waiting: Token | None = None
    for token in _set_wide(run):
        if waiting and _is_one_name(waiting, token):
            waiting = Token(f"{waiting.text} {token.text}", waiting.start, token.end)
            continue
        if waiting:
            yield waiting
        waiting = token
    if waiting:
        yield waiting


def _set_wide(run: list[Token]) -> Iterator[Token]:
    """The tokens, those of a name printed character by character joined: `潘 念`, `何 田 野`."""
    for is_single, some in groupby(run, key=_is_single):
        single = list(some)
        length = 1
        if is_single and len(single) > 1:
            length = 3 if len(single) % 3 == 0 and not _are_all_surnames(single[::2]) else 2
        for at in range(0, len(single), length):
            name = single[at : at + length]
            yield Token("".join(part.text for part in name), name[0].start, name[-1].end)


def _is_single(token: Token) -> bool:
    return len(token.text) == 1 and not token.text.isascii() and token.text not in _SKIPPED


def _are_all_surnames(some: list[Token]) -> bool:
    return len(some) > 2 and all(has_surname(token.text) for token in some)


def _parted(run: list[Token]) -> list[Token]:
    """The tokens, one with 和 between names parted there: `何山与方圆和石磊`, and not `何和平`, `张永和`."""
    return [part for token in run for part in _parted_at_and(token)]


# What stands behind one 和 is asked for again at each before it, which doubles the work with each.
@lru_cache(maxsize=256)
def _parted_at_and(token: Token) -> tuple[Token, ...]:
    for word in _AND.finditer(token.text):
        first = Token(token.text[: word.start()], token.start, token.start + word.start())
        rest = Token(token.text[word.end() :], token.start + word.end(), token.end)
        if not _are_names(first.text):
            continue
        others = _parted_at_and(rest)
        if all(_are_names(one.text) for one in others):
            return (first, *others)
    return (token,)


def _are_names(text: str) -> bool:
    names, uncut = cut_run(text)
    return not uncut and all(len(name) < 4 and is_person(name, trusted=False) for name in names)


def _is_one_name(first: Token, second: Token) -> bool:
    if not first.text.isascii():
        return False
    letters = all(map(str.isalpha, first.text.split())) and second.text.isascii() and second.text.isalpha()
    return letters and second.start - first.end == 1 and len(first.text) < 30


def _read_token(token: Token, trusted: bool, role: Role | None) -> tuple[FoundName, ...] | None:
    """The names of one token; () for a word to skip (a time, an id, 本站), None for anything else."""
    ended = SENTENCE_END.search(token.text)
    if OF_A_TIME.match(token.text):
        return ()
    text = (token.text[: ended.start()] if ended else token.text).strip("-—·•.．'’")
    if text in _SKIPPED or not text:
        return ()
    if collective(text):
        return (FoundName(text, token.start, token.start + len(text), collective=True),)
    bare = "" if _NO_PERSON.search(text) else _without_tail(text)
    if trusted and role in EDITOR_ROLES and _is_called_like_a_place(bare):
        return (FoundName(bare, token.start, token.end),)
    if not bare or _ID.match(bare) or (trusted and is_nobody(bare) and not is_person(bare)):
        return ()  # 作者：本站 names nobody, and the rest of the line may be names
    if behind := _behind_organisation(bare):
        organisation, name = behind
        return (FoundName(name, token.start, token.end, organisation=organisation),)
    if is_surely_organisation(bare) or (len(bare) > _LONGEST_PERSON and is_organisation(bare)):
        return None
    names, uncut = cut_run(bare)
    if not uncut and not all(is_person(name, trusted=trusted) for name in names):
        return None
    return tuple(FoundName(name, token.start, token.end, uncut=uncut) for name in names)


def _behind_organisation(text: str) -> tuple[str, str] | None:
    """`示例大学历史学院郭明` gives organisation and name; None where no organisation stands first."""
    for length in (3, 2, 4):
        organisation, name = text[:-length], text[-length:]
        known = (
            len(organisation) > 2 and is_organisation(organisation) and not has_sentence_words(organisation)
        )
        short = length < 4 or is_compound(name)
        office = organisation.endswith(_ENDS_OF_PLACES) and name.endswith(_ENDS_OF_OFFICES)  # 沙洲县文旅局
        if known and short and not office and has_surname(name) and is_person(name, trusted=False):
            return organisation, name
    return None


def _without_tail(text: str) -> str:
    """`徐山综合报道` gives 徐山, `钟思_NF12` gives 钟思; `北京报道` and `山东某县报道` an empty string."""
    bare = _TAIL.sub("", text)
    if bare == text:
        return bare
    place = next((n for n in (4, 3, 2) if n <= len(bare) and is_place(bare[-n:])), 0)
    bare = bare[: len(bare) - place]
    starts_with_place = any(is_place(bare[:n]) for n in (2, 3)) and len(bare) > 3
    return "" if starts_with_place or (is_organisation(bare) and not has_surname(bare)) else bare
