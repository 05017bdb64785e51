"""One stretch of byline text, without brackets: its role words, its houses and its names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from crawler.items import Role
from crawler.normalise.names import cut_run, has_surname, is_organisation, is_person, is_place
from crawler.normalise.roles import Mark, find_roles, is_no_house

_LABEL_SIGN = re.compile(r"[\s:：/／|｜丨│\-—·•]{0,12}")
_BETWEEN_ROLES = re.compile(r"\s{0,3}[/／、&＆和及+＋·]\s{0,3}$")
_PIECE = re.compile(r"[^\s、，,/／|｜丨│;；&＆+＋]+")
_SENTENCE_END = re.compile(r"[。！？!?；;…“”\"「」【】\[\]（）()《》<>{}:：=]")
_TAIL = re.compile(
    r"(?:(?:综合|摄影|联合|现场|采写|独家|连线|采访|深度|图文|文图|文并图|跟踪|专题|電|综合編譯|綜合|即時|连续)?(?:报道|報導)"
    r"|发自.{0,12}|整合|综合|整理|编译|采写|采访|撰文|供图|供稿|同期声|图文|文图|_.{0,20}"
    r"|[A-Z]{1,4}\d{2,10}|(?<=[\u4e00-\u9fff]{2})等)$"
)
_PHOTO_TAIL = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:摄|/摄|摄影|攝)$")
_NO_PERSON = re.compile(
    r"(?:提供|供图|供稿|截图|资料图?|来源|网络|官网|官微|供片|受访者|图源.{0,20}|客户端)$"
)
_ID = re.compile(r"[A-Za-z_]{0,6}[0-9][0-9A-Za-z_]{0,20}$")
_COLLECTIVE = re.compile(
    r"(?:评论员|评论部|编辑部|课题组|采访组|报道组|调研组|编写组|采编组|记者组|写作组|编委会|评论组|观察员|理论部|工作组)$"
)
_SKIPPED = frozenset(("和", "与", "及", "等", "跟", "文", "图", "并", "·", "-", "—", "－"))


@dataclass(frozen=True)
class Named:
    """A name as read from a piece of text."""

    name: str
    start: int
    end: int
    collective: bool = False
    uncut: bool = False
    role: Role | None = None  # from a sign behind the name: 李思/摄, 李思 文


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


@dataclass(frozen=True)
class _Piece:
    text: str
    start: int
    end: int


def read_groups(text: str, start: int, end: int, default_role: Role | None, bracket: bool) -> list[Group]:
    """The groups of `text[start:end]`: `记者 张山 通讯员 李思` has two; names before a role word take `default_role`."""
    stretch = text[start:end]
    marks = find_roles(stretch)
    edges = [mark.start for mark in marks[1:]] + [len(stretch)] * bool(marks)
    first = marks[0].start if marks else len(stretch)
    groups, house = _leading(stretch, first, marks, default_role, bracket)
    for number, (mark, edge) in enumerate(zip(marks, edges, strict=True)):
        following = marks[number + 1] if number + 1 < len(marks) else None
        group, next_house = _group(stretch, mark, edge, following, house, bracket)
        groups.append(group)
        house = next_house
    return [_moved(group, start) for group in _settled(groups, stretch)]


def _moved(group: Group, by: int) -> Group:
    names = tuple(replace(named, start=named.start + by, end=named.end + by) for named in group.names)
    return replace(group, names=names, start=group.start + by, end=group.end + by)


def _leading(
    text: str, edge: int, marks: list[Mark], default_role: Role | None, bracket: bool
) -> tuple[list[Group], _Piece | None]:
    """Names and the house before the first role word: `株洲晚报 记者 刘山`, `王山 记者 黄思`."""
    pieces = _pieces(text, 0, edge)
    house, pieces = _house(text, pieces, marks[0] if marks else None, leading=True)
    if not pieces:
        return [], house
    role = default_role or ("author" if bracket and marks else None)
    names, clean, _ = _names(pieces, default_role is not None)
    if default_role is None and not all(has_surname(named.name) for named in names):
        names = ()
    clean = clean and role is not None and bool(names)
    return [Group(role, names, pieces[0].start, pieces[-1].end, clean=clean)], house


def _group(
    text: str, mark: Mark, edge: int, following: Mark | None, house: _Piece | None, bracket: bool
) -> tuple[Group, _Piece | None]:
    sign = _LABEL_SIGN.match(text, mark.end, edge)
    begin = sign.end() if sign else mark.end
    between = text[mark.end : begin]
    labelled = bool(between.strip()) and begin < edge
    pieces = _pieces(text, begin, edge)
    next_house: _Piece | None = None
    if mark.role is not None:  # the house after 来源 is the source
        next_house, pieces = _house(text, pieces, following, leading=False)
    names, clean, inner = _names(pieces, labelled or bool(between) or bracket)
    if not between and not _follows_closely(names, pieces, bracket):
        names, clean, inner = (), not pieces, None
    start = house.start if house else mark.start
    end = names[-1].end if names else mark.end
    organisation = _organisation(text, house, mark) or inner
    if not names and not pieces:
        names = _collective(text, start, mark, organisation, following)
    return (
        Group(mark.role, names, start, end, organisation, clean or mark.role is None, labelled, mark.word),
        next_house,
    )


def _follows_closely(names: tuple[Named, ...], pieces: list[_Piece], bracket: bool) -> bool:
    """`记者刘山` names one; `编辑从武汉 刘山` does not, and `（摄影艺术方向）` neither."""
    if not names or names[0].start != pieces[0].start:
        return False
    return has_surname(names[0].name) or (bracket and len(names[0].name) < 5)


def _collective(
    text: str, start: int, mark: Mark, organisation: str | None, following: Mark | None
) -> tuple[Named, ...]:
    """`本报评论员`, `新华社记者` where no name stands: many people, or one who is not named."""
    if following is not None or mark.role not in ("reporter", "author") or len(mark.word) < 3 - mark.own:
        return ()
    if not (organisation or mark.own) or not mark.word.endswith(("记者", "评论员", "观察员")):
        return ()
    return (Named(re.sub(r"\s", "", text[start : mark.end]), start, mark.end, collective=True),)


def _pieces(text: str, start: int, end: int) -> list[_Piece]:
    return [_Piece(match[0], match.start(), match.end()) for match in _PIECE.finditer(text, start, end)]


def _house(
    text: str, pieces: list[_Piece], mark: Mark | None, *, leading: bool
) -> tuple[_Piece | None, list[_Piece]]:
    """The last piece, where it is the house of the role word that follows, and the pieces without it."""
    if not pieces or mark is None or mark.role is None:
        return None, pieces
    last = pieces[-1]
    attached = last.end == mark.start
    own_name = is_person(last.text, trusted=False)
    if is_organisation(last.text) or (attached and leading and not own_name and 1 < len(last.text) < 20):
        return last, pieces[:-1]
    return None, pieces


def _organisation(text: str, house: _Piece | None, mark: Mark) -> str | None:
    """`新华社驻开罗` gives 新华社; `财经`, `武汉` and 本报 give none."""
    if house is None or mark.role is None:
        return None
    name = re.sub(r"驻[\u4e00-\u9fff]{1,6}$", "", house.text).strip("-—·•:：")
    name = re.sub(r"^(?:据|本报讯|文)(?=.)", "", name)
    if len(name) < 2 or is_no_house(name) or is_place(name) or _SENTENCE_END.search(name):
        return None
    return name


def _names(pieces: list[_Piece], trusted: bool) -> tuple[tuple[Named, ...], bool, str | None]:
    """The names among pieces, whether nothing else is there, and a house before the first name."""
    names: list[Named] = []
    clean, organisation, signed = True, None, 0
    for piece in _joined(pieces):
        bare, role = _signed(piece.text)
        read = _read_piece(replace(piece, text=bare), trusted)
        if read is None and not names and organisation is None and _is_house_before_names(piece, pieces):
            organisation = piece.text
            continue
        clean = clean and read is not None
        names.extend(read or ())
        if role:
            names[signed:] = [replace(named, role=role) for named in names[signed:]]
            signed = len(names)
        if _SENTENCE_END.search(piece.text):
            break
    return tuple(names), clean, organisation


def _signed(text: str) -> tuple[str, Role | None]:
    """`李思摄` gives 李思, photographer; `文` alone stands behind the name of an author."""
    if text in ("摄", "图", "攝"):
        return "", "photographer"
    if text == "文":
        return "", "author"
    bare = _PHOTO_TAIL.sub("", text)
    return bare, "photographer" if bare != text else None


def _is_house_before_names(piece: _Piece, pieces: list[_Piece]) -> bool:
    """`文/汽车之友 李小山`: a house, then the name."""
    return piece is not pieces[-1] and 2 < len(piece.text) < 16 and not _SENTENCE_END.search(piece.text)


def _joined(pieces: list[_Piece]) -> Iterator[_Piece]:
    """`潘　念` is one name of two signs; words of a Latin name stand together too."""
    waiting: _Piece | None = None
    for piece in pieces:
        if waiting and _belongs(waiting, piece):
            glue = " " if waiting.text.isascii() else ""
            waiting = _Piece(waiting.text + glue + piece.text, waiting.start, piece.end)
            continue
        if waiting:
            yield waiting
        waiting = piece
    if waiting:
        yield waiting


def _belongs(first: _Piece, second: _Piece) -> bool:
    if first.text.isascii():
        return (
            first.text.isalpha()
            and second.text.isascii()
            and second.text.isalpha()
            and second.start - first.end == 1
        )
    single = len(first.text) == 1 and len(second.text) == 1
    return single and first.text not in _SKIPPED and second.text not in _SKIPPED


def _read_piece(piece: _Piece, trusted: bool) -> tuple[Named, ...] | None:
    """The names of one piece; none (`None`) where it is something else."""
    ended = _SENTENCE_END.search(piece.text)
    text = (piece.text[: ended.start()] if ended else piece.text).strip("-—·•.．'’")
    if text in _SKIPPED or not text:
        return ()
    if _COLLECTIVE.search(text) and len(text) < 30:
        return (Named(text, piece.start, piece.start + len(text), collective=True),)
    bare = "" if _NO_PERSON.search(text) else _without_tail(text)
    if not bare or _ID.match(bare):
        return ()
    names, uncut = cut_run(bare)
    if not uncut and not all(is_person(name, trusted=trusted) for name in names):
        return None
    at = piece.start + max(0, piece.text.find(names[0][0]))
    return tuple(Named(name, at, piece.end, uncut=uncut) for name in names)


def _without_tail(text: str) -> str:
    """`徐山综合报道` gives 徐山, `钟思_NF4425` 钟思, `北京报道` nothing."""
    bare = _TAIL.sub("", text)
    if bare != text:
        place = next((n for n in (4, 3, 2) if is_place(bare[-n:])), 0)
        bare = bare[: len(bare) - place]
    return bare


def _settled(groups: list[Group], text: str) -> list[Group]:
    """Names that belong to two roles, or to the role word behind them."""
    for at in range(len(groups) - 2, -1, -1):
        group, following = groups[at], groups[at + 1]
        between = text[group.end : following.start]
        if not group.names and not group.labelled and _BETWEEN_ROLES.match(between):
            groups[at] = replace(group, names=following.names, organisation=following.organisation)
    for at in range(1, len(groups)):
        if _stands_behind(groups[at - 1], groups[at], text):
            groups[at - 1] = replace(groups[at - 1], role=groups[at].role)
    return groups


def _stands_behind(group: Group, sign: Group, text: str) -> bool:
    """`记者 李思 摄影`: 摄影 has no names of its own and takes those before it."""
    empty = not sign.names and not sign.labelled and sign.clean and sign.role in ("photographer", "video")
    return empty and bool(group.names) and not text[group.end : sign.start].strip(" /、")
