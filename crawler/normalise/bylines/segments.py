"""One stretch of byline text, without brackets: its role words, its houses and its names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from crawler.items import Role
from crawler.normalise.bylines.names import has_surname, is_nobody, is_organisation, is_person, is_place
from crawler.normalise.bylines.pieces import SENTENCE_END, Named, Piece, pieces, read_names
from crawler.normalise.bylines.roles import Mark, find_roles, is_no_house

_LABEL_SIGN = re.compile(r"[\s:：/／|│\-—·•]{0,12}")
_BETWEEN_ROLES = re.compile(r"\s{0,3}[/／、&＆和及+＋·]\s{0,3}$")
_POSTED = re.compile(r"驻[\u4e00-\u9fff]{0,6}$")
_BEFORE_HOUSE = re.compile(r"^(?:据|本报讯|文(?!汇))(?=.)")
_FROM_HOUSES: tuple[Role, ...] = ("reporter", "correspondent", "author", "intern", "photographer", "video")
_WRITERS: tuple[Role, ...] = ("reporter", "correspondent", "intern")
_WRITTEN_BY = ("采写", "采访", "采写记者", "采编")
_BY_AND_PHOTO = frozenset(
    ("文/图", "图/文", "文、图", "图、文", "图文", "文图", "文并图", "文并摄", "文/摄影", "文/摄")
)


@dataclass(frozen=True)
class Group:
    """A role with its house and names; `clean` if nothing else stood there."""

    role: Role | None
    names: tuple[Named, ...]
    start: int
    end: int
    organisation: str | None = None
    clean: bool = True
    labelled: bool = False  # a colon, a stroke or the like stood behind the role word
    word: str = ""


def read_groups(text: str, start: int, end: int, default_role: Role | None, bracket: bool) -> list[Group]:
    """The groups of `text[start:end]`: `记者 张山 通讯员 李思` has two.

    Names before the first role word take `default_role`.
    """
    stretch = text[start:end]
    marks = find_roles(stretch)
    edges = [mark.start for mark in marks[1:]] + [len(stretch)] * bool(marks)
    groups, house = _leading(stretch, marks, default_role, bracket)
    for number, (mark, edge) in enumerate(zip(marks, edges, strict=True)):
        following = marks[number + 1] if number + 1 < len(marks) else None
        group, house = _group(stretch, mark, edge, following, house, bracket)
        groups.append(group)
    return [_moved(group, start) for group in _settled(groups, stretch)]


def _moved(group: Group, by: int) -> Group:
    names = tuple(replace(named, start=named.start + by, end=named.end + by) for named in group.names)
    return replace(group, names=names, start=group.start + by, end=group.end + by)


def _leading(
    text: str, marks: list[Mark], default_role: Role | None, bracket: bool
) -> tuple[list[Group], Piece | None]:
    """Names and the house before the first role word: `株洲晚报 记者 刘山`, `王山 记者 黄思`."""
    edge = marks[0].start if marks else len(text)
    house, run = _house(pieces(text, 0, edge), marks[0] if marks else None, leading=True)
    if not run:
        return [], house
    role = default_role or ("author" if bracket and marks else None)
    read = read_names(run, trusted=default_role is not None, role=role)
    names = read.names
    if default_role is None and not all(has_surname(named.name) for named in names):
        names = ()
    houses = bool(marks) and all(is_organisation(piece.text) for piece in run)  # 示例晚报/示例网 记者
    signed = role is not None or all(named.role for named in names)
    nothing = not read.names and read.organisation is None  # a time alone, a sign
    clean = houses or (read.clean and (nothing or (signed and bool(names))))
    return [Group(role, names, run[0].start, run[-1].end, clean=clean)], house


def _group(
    text: str, mark: Mark, edge: int, following: Mark | None, house: Piece | None, bracket: bool
) -> tuple[Group, Piece | None]:
    sign = _LABEL_SIGN.match(text, mark.end, edge)
    begin = sign.end() if sign else mark.end
    between = text[mark.end : begin]
    labelled = bool(between.strip()) and begin < edge
    run = pieces(text, begin, edge)
    next_house: Piece | None = None
    if mark.role is not None:  # the house after 来源 is the source
        next_house, run = _house(run, following, leading=False)
    if labelled and following and _stands_for_house(run, mark, following):
        next_house, run = run[0], []
    read = read_names(run, trusted=labelled or bool(between) or bracket, role=mark.role)
    names, clean, beside = read.names, read.clean, read.organisation
    if not between and not _follows_closely(names, run, bracket):
        names, clean, beside = (), not run, None
    organisation = _organisation(house, mark) or (beside if mark.role in _FROM_HOUSES else None)
    start = house.start if house else mark.start
    if not names and not run:
        names = _collective(text, start, mark, organisation, following)
    end = names[-1].end if names else mark.end
    clean = clean or mark.role is None or (labelled and _are_houses(run))
    return Group(mark.role, names, start, end, organisation, clean, labelled, mark.word), next_house


def _are_houses(run: list[Piece]) -> bool:
    """`审核：办公室`: a house signs where a person would; the line is a byline, and this names nobody."""
    return all(is_organisation(piece.text) for piece in run)


def _stands_for_house(run: list[Piece], mark: Mark, following: Mark) -> bool:
    """`采写：示都记者 张山`: what stands between such a label and 记者, without a blank, is a house."""
    written = mark.role == "author" or mark.word in _WRITTEN_BY
    return written and len(run) == 1 and run[0].end == following.start and following.word.endswith("记者")


def _follows_closely(names: tuple[Named, ...], run: list[Piece], bracket: bool) -> bool:
    """`记者刘山` names one; `编辑从武汉 刘山` does not, and `（摄影艺术方向）` neither."""
    if not names or names[0].start != run[0].start:
        return False
    name = names[0].name
    return has_surname(name) or (bracket and (len(name) < 5 or "·" in name))


def _collective(
    text: str, start: int, mark: Mark, organisation: str | None, following: Mark | None
) -> tuple[Named, ...]:
    """`本报评论员`, `新华社记者` where no name stands: many people, or one who is not named."""
    if following is not None or mark.role not in ("reporter", "author") or text.startswith("作者", start):
        return ()  # 作者系示例日报评论员 says who somebody is
    if not (organisation or mark.own) or not mark.word.endswith(("记者", "评论员", "观察员")):
        return ()
    return (Named(re.sub(r"\s", "", text[start : mark.end]), start, mark.end, collective=True),)


def _house(run: list[Piece], mark: Mark | None, *, leading: bool) -> tuple[Piece | None, list[Piece]]:
    """The last piece, where it is the house of the role word that follows, and the pieces without it."""
    if not run or mark is None or mark.role is None:
        return None, run
    last = run[-1]
    attached = last.end == mark.start and 1 < len(last.text) < 20
    if is_organisation(last.text) or (attached and leading and not is_person(last.text, trusted=False)):
        return last, run[:-1]
    return None, run


def _organisation(house: Piece | None, mark: Mark) -> str | None:
    """`新华社驻开罗` gives 新华社; `财经`, `武汉` and 本报 give none."""
    if house is None or mark.role not in _FROM_HOUSES:
        return None
    name = _BEFORE_HOUSE.sub("", _POSTED.sub("", house.text).strip("-—·•:："))
    if len(name) < 2 or is_no_house(name) or is_place(name) or is_nobody(name) or SENTENCE_END.search(name):
        return None
    return name


def _settled(groups: list[Group], text: str) -> list[Group]:
    """Names that belong to two roles, or to the role word behind them."""
    for at in range(len(groups) - 2, -1, -1):
        group, following = groups[at], groups[at + 1]
        between = text[group.end : following.start]
        # 文/记者 张山 is a reporter; 摄影/摄像 张山 does both.
        same = group.role == "author" and following.role in _WRITERS
        if not same and not group.names and not group.labelled and _BETWEEN_ROLES.match(between):
            groups[at] = replace(group, names=following.names, organisation=following.organisation)
    for at in range(1, len(groups)):
        if role := _role_behind(groups[at - 1], groups[at], text):
            groups[at - 1] = replace(groups[at - 1], role=role, clean=True)
    return groups


def _role_behind(group: Group, sign: Group, text: str) -> Role | None:
    """`记者 李思 摄影`: 摄影 has no names of its own and takes those before it; so does `李思 文/图`."""
    if sign.names or not sign.clean or not group.names or text[group.end : sign.start].strip(" /、"):
        return None
    if sign.role in ("photographer", "video") and not sign.labelled:
        return sign.role
    return "author" if group.role is None and sign.word in _BY_AND_PHOTO else None
