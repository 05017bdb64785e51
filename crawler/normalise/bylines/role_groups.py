"""Role groups (`示例日报记者 张山`): a role word with the organisation before and the names behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from crawler.items import Role
from crawler.normalise.bylines.name_lists import OF_A_TIME, SENTENCE_END, FoundName, Token, read_names, tokens
from crawler.normalise.bylines.names import (
    ends_like_outlet,
    has_surname,
    is_compound,
    is_list_of_names,
    is_nobody,
    is_organisation,
    is_person,
)
from crawler.normalise.bylines.report_places import without_report_places
from crawler.normalise.bylines.roles import RoleWord, find_roles, is_role_modifier

_LABEL_MARK = re.compile(r"[\s:：/／|│\-—·•]{0,12}")
_BETWEEN_ROLES = re.compile(r"\s{0,3}[/／、&＆和及+＋·]\s{0,3}$")
_POSTED = re.compile(r"驻[\u4e00-\u9fff]{0,6}$")
_BEFORE_ORGANISATION = re.compile(r"^(?:据|本报讯|文(?!汇))(?=.)")
_ROLES_WITH_ORGANISATION: tuple[Role, ...] = (
    "reporter",
    "correspondent",
    "author",
    "intern",
    "photographer",
    "video",
)
_WRITERS: tuple[Role, ...] = ("reporter", "correspondent", "intern")
_BEHIND_NAMES: tuple[Role, ...] = (*_WRITERS, "author", "editor", "responsible_editor")
_SOURCES = frozenset(("来源", "來源", "稿源", "文章来源", "稿件来源", "新闻来源", "信息来源", "本文来源"))
_ENDS_OF_PLACES = "省市县区镇乡村縣區鎮鄉"
_CLOCK_CHARACTERS = " 0123456789:-/.年月日|"  # characters of a time that may stand behind all
# 编辑：何山2023-05-21 09:30, with no blank between: the name ends where the time begins.
_TIME_BEHIND = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:19|20)\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\s{0,2}\d{1,2}:\d\d(?::\d\d)?)?"
)
_DATELINE = re.compile(r"[\u4e00-\u9fff·]{2,12}(?:讯|訊|电|電|消息)")  # 示例都市报讯 记者 …
# 图 | 通讯员 … heads what follows, 图/受访者提供 is nothing of the names before
_LABEL_BEHIND = re.compile(r"\s{0,3}(?:[:|│]|[/／]\s{0,3}(?:受访|供图|资料|视觉|网络|本人|单位|采访对象|由))")
# 图/记者 何山: the one character says what the reporter did
_ONE_CHARACTER = frozenset("图圖摄攝")
_PHOTO_LABEL = re.compile(r"\s{0,3}[/／:|]\s{0,3}$")
_TELLING = frozenset("说称问从在到走赴看听")  # characters behind a name that tell of the person
_WRITTEN_BY = ("采写", "采访", "采写记者", "采编")
_BY_AND_PHOTO = frozenset(
    ("文/图", "图/文", "文、图", "图、文", "图文", "文图", "文并图", "文并摄", "文/摄影", "文/摄")
)


@dataclass(frozen=True)
class RoleGroup:
    """A role with its organisation and names; `clean` if nothing else stands between `start` and `end`."""

    role: Role | None
    names: tuple[FoundName, ...]
    start: int
    end: int
    organisation: str | None = None
    clean: bool = True
    labelled: bool = False  # a colon, a slash or the like stands behind the role word
    word: str = ""
    heads: bool = False  # the role of an outlet follows: 图/示例日报记者 方圆
    unsaid: bool = False  # names alone, before the first role word of the text


def read_role_groups(
    text: str, start: int, end: int, default_role: Role | None, bracket: bool
) -> list[RoleGroup]:
    """The groups of `text[start:end]`, with places in `text`: `记者 张山 通讯员 李思` has two.

    Names before the first role word take `default_role`. `bracket`: the text stands in brackets, where names
    are believed more easily.
    """
    section = _TIME_BEHIND.sub(_blanks, without_report_places(text[start:end]))
    role_words = find_roles(section)
    edges = [role_word.start for role_word in role_words[1:]] + [len(section)] * bool(role_words)
    groups, organisation = _before_first_role(section, role_words, default_role, bracket)
    for number, (role_word, edge) in enumerate(zip(role_words, edges, strict=True)):
        following = role_words[number + 1] if number + 1 < len(role_words) else None
        group, organisation = _role_group(section, role_word, edge, following, organisation, bracket)
        groups.append(group)
    return [_moved(group, start) for group in _with_shared_names(groups, section)]


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _moved(group: RoleGroup, by: int) -> RoleGroup:
    names = tuple(replace(named, start=named.start + by, end=named.end + by) for named in group.names)
    return replace(group, names=names, start=group.start + by, end=group.end + by)


def _before_first_role(
    text: str, role_words: list[RoleWord], default_role: Role | None, bracket: bool
) -> tuple[list[RoleGroup], Token | None]:
    """Names and the organisation before the first role word: `株洲晚报 记者 刘山`, `王山 记者 黄思`."""
    first = role_words[0] if role_words else None
    edge = first.start if first else len(text)
    organisation, run = _organisation_before(tokens(text, 0, edge), first, leading=True)
    if first and first.role is not None and run and _DATELINE.fullmatch(run[0].text):
        run = run[1:]
    if first and first.role is None and run and run[-1].end == first.start:
        run = run[:-1]  # 延伸阅读, 何处来源: a part of the label
    if not run:
        return [], organisation
    role = default_role or ("author" if bracket and first else None)
    read = read_names(run, trusted=default_role is not None, role=role)
    names = read.names
    if default_role is None and not all(has_surname(named.name) or "·" in named.name for named in names):
        names = ()
    organisations = first is not None and _are_organisations(run)  # 示例晚报/示例网 记者
    signed = role is not None or all(named.role for named in names)
    nothing = not read.names and read.organisation is None  # a time alone, or punctuation
    clean = organisations or (read.clean and (nothing or (signed and bool(names))))
    unsaid = bool(names) and read.clean and not signed and first is not None and first.role is not None
    group = RoleGroup(role, names, run[0].start, run[-1].end, read.organisation, clean, unsaid=unsaid)
    return [group], organisation


def _role_group(
    text: str,
    role_word: RoleWord,
    edge: int,
    following: RoleWord | None,
    organisation: Token | None,
    bracket: bool,
) -> tuple[RoleGroup, Token | None]:
    label_mark = _LABEL_MARK.match(text, role_word.end, edge)
    begin = label_mark.end() if label_mark else role_word.end
    between = text[role_word.end : begin]
    labelled = bool(between.strip()) and begin < edge
    run = tokens(text, begin, edge)
    next_organisation: Token | None = None
    if role_word.word in _SOURCES and (credited := _people_of_source(run, role_word)):
        return credited, None
    person = labelled and len(run) == 1 and is_person(run[0].text)  # 作者：王报 编辑：…
    if role_word.role is not None and not person:  # the organisation after 来源 is the source
        next_organisation, run = _organisation_before(run, following, leading=False)
    if labelled and following and _is_organisation_between(run, role_word, following):
        next_organisation, run = run[0], []
    trusted = labelled or bool(between) or bracket
    trusted = trusted or (bool(run) and is_list_of_names(text[run[0].start : run[-1].end]))
    read = read_names(run, trusted=trusted, role=role_word.role)
    names, clean, in_list = read.names, read.clean, read.organisation
    told_of = not labelled and not bracket and any(_is_of_a_sentence(named, between) for named in names)
    if told_of or (not between and not _follows_closely(names, run, bracket)):
        names, clean, in_list = (), not run or (bracket and _are_organisations(run)), None
    start = organisation.start if organisation else role_word.start
    in_list = in_list if role_word.role in _ROLES_WITH_ORGANISATION else None
    named = _organisation_name(organisation, role_word) or in_list
    if not names and not run:
        names = _collective(text, start, role_word, named, following)
    end = names[-1].end if names else role_word.end
    clean = clean or role_word.role is None or (labelled and _are_organisations(run))
    heads = labelled and not run and next_organisation is not None
    group = RoleGroup(role_word.role, names, start, end, named, clean, labelled, role_word.word, heads=heads)
    return group, next_organisation


def _people_of_source(run: list[Token], role_word: RoleWord) -> RoleGroup | None:
    """`来源：示例日报 何山 方圆`: a source, then those who wrote it; None where other words stand there."""
    run = [token for token in run if not OF_A_TIME.match(token.text)]
    if len(run) < 2 or is_person(run[0].text, trusted=False):
        return None
    read = read_names(run[1:], trusted=False)
    if not read.names or not read.clean or read.organisation or not all(map(_is_surely_named, read.names)):
        return None
    return RoleGroup("author", read.names, role_word.start, run[-1].end, run[0].text.strip("《》"))


def _is_surely_named(named: FoundName) -> bool:
    known = has_surname(named.name) and (len(named.name) < 4 or is_compound(named.name))
    known = known and named.name[-1] not in _ENDS_OF_PLACES  # 来源：示例网 黄梅县
    return (known or "·" in named.name) and not named.uncut


def _are_organisations(run: list[Token]) -> bool:
    """`审核：办公室`: an office stands where a person would; the line is a byline that names nobody."""
    return all(is_organisation(token.text) for token in run)


def _is_organisation_between(run: list[Token], role_word: RoleWord, following: RoleWord) -> bool:
    """`采写：示都记者 张山`: what stands between such a label and 记者 is an organisation."""
    written = role_word.role == "author" or role_word.word in (*_WRITTEN_BY, *_ONE_CHARACTER)
    return written and len(run) == 1 and run[0].end == following.start and following.word.endswith("记者")


def _follows_closely(names: tuple[FoundName, ...], run: list[Token], bracket: bool) -> bool:
    """Whether a name stands right behind its role word: `记者刘山`; not `编辑从武汉 刘山`, `摄影艺术方向`."""
    if not names or names[0].start != run[0].start:
        return bool(names) and bracket and is_organisation(run[0].text)  # 通讯员示例县中心 何山
    name = names[0].name
    return has_surname(name) or (bracket and (len(name) < 5 or "·" in name))


def _is_of_a_sentence(named: FoundName, between: str) -> bool:
    """`记者应有担当`, `记者 高度重视`: four characters are no name where the second is no surname too; and
    `记者王山说` tells of somebody."""
    name = named.name
    if not between and len(name) == 3 and name[-1] in _TELLING:
        return True
    doubled = is_compound(name) or has_surname(name[1:]) or named.uncut
    return len(name) == 4 and has_surname(name) and not doubled


def _collective(
    text: str, start: int, role_word: RoleWord, organisation: str | None, following: RoleWord | None
) -> tuple[FoundName, ...]:
    """`本报评论员`, `新华社记者` as the name, where no name follows: many people, or one who is not named."""
    if (
        following is not None
        or role_word.role not in ("reporter", "author")
        or text.startswith("作者", start)
    ):
        return ()  # 作者系示例日报评论员 says who somebody is
    if not (organisation or role_word.own) or not role_word.word.endswith(("记者", "评论员", "观察员")):
        return ()
    return (FoundName(re.sub(r"\s", "", text[start : role_word.end]), start, role_word.end, collective=True),)


def _organisation_before(
    run: list[Token], role_word: RoleWord | None, *, leading: bool
) -> tuple[Token | None, list[Token]]:
    """The last token, where it is the organisation of the role word that follows, and the other tokens."""
    if not run or role_word is None or role_word.role is None:
        return None, run
    last = run[-1]
    attached = last.end == role_word.start and 1 < len(last.text) < 20
    if is_organisation(last.text) or (attached and ends_like_outlet(last.text)):
        return last, run[:-1]  # 记者孟山 江台记者卢舟: attached to a role 江台 is an outlet, not a Mr 江
    # 示都, and 示例·EX江州, which has the form of a foreign name
    if attached and leading and (not is_person(last.text, trusted=False) or "·" in last.text):
        return last, run[:-1]
    return None, run


def _organisation_name(organisation: Token | None, role_word: RoleWord) -> str | None:
    """`新华社驻开罗` gives 新华社; `财经`, `武汉` and 本报 give none."""
    if organisation is None or role_word.role not in _ROLES_WITH_ORGANISATION:
        return None
    name = _BEFORE_ORGANISATION.sub("", _POSTED.sub("", organisation.text).strip("-—·•:："))
    if len(name) < 2 or is_role_modifier(name) or is_nobody(name) or SENTENCE_END.search(name):
        return None
    return name


def _with_shared_names(groups: list[RoleGroup], text: str) -> list[RoleGroup]:
    """The groups, with names that two roles share (`编辑/校对：张山`) or that the role behind them takes."""
    for at in range(len(groups) - 2, -1, -1):
        group, following = groups[at], groups[at + 1]
        between = text[group.end : following.start]
        # 文/记者 张山 is a reporter; 摄影/摄像 张山 does both.
        same = group.role == "author" and following.role in _WRITERS
        others = any(one.names for one in groups[:at])
        if group.word in _ONE_CHARACTER and not group.names and _PHOTO_LABEL.match(between):
            group = replace(group, names=following.names, organisation=following.organisation)
            groups[at : at + 2] = group, replace(following, names=())
            continue
        shares = not group.labelled or (group.heads and others)
        if not same and not group.names and shares and _BETWEEN_ROLES.match(between):
            groups[at] = replace(group, names=following.names, organisation=following.organisation)
            if group.role == "photographer" and following.role in _WRITERS and others:
                groups[at + 1] = replace(following, names=())  # 文/记者 李思 图/记者 张山
    for at in range(1, len(groups)):
        first = not any(one.names for one in groups[: at - 1])
        last = at + 1 == len(groups)
        if role := _role_behind(groups[at - 1], groups[at], text, first=first, last=last):
            groups[at - 1] = replace(groups[at - 1], role=role, clean=True)
    return [_signed_before(groups[0]), *groups[1:]] if groups else groups


def _signed_before(group: RoleGroup) -> RoleGroup:
    """石小磊 of `石小磊 编辑：方圆` wrote it; two characters may be a place or a column: `江州 记者 方圆`."""
    if not group.unsaid or group.role is not None:
        return group
    sure = tuple(named for named in group.names if len(named.name) > 2 and _is_surely_named(named))
    return replace(group, role="author", names=sure, clean=True)


def _role_behind(group: RoleGroup, behind: RoleGroup, text: str, *, first: bool, last: bool) -> Role | None:
    """`记者 李思 摄影`: 摄影 has no names of its own and takes those before it; so do `李思 文/图` and, where
    nothing else is said of them, `李思 记者` (`last`: no other role stands behind)."""
    if _LABEL_BEHIND.match(text, behind.end):
        return None
    if behind.names or not behind.clean or not group.names or text[group.end : behind.start].strip(" /、"):
        return None
    if behind.role in ("photographer", "video") and not behind.labelled:
        return behind.role
    if group.role is None and behind.word in _BY_AND_PHOTO:
        return "author"
    alone = first and not behind.labelled and (not last or not text[behind.end :].strip(_CLOCK_CHARACTERS))
    unsaid = group.role is None or (group.role == "author" and not group.word)
    return behind.role if alone and unsaid and behind.role in _BEHIND_NAMES else None
