"""What reading a byline and finding one share: folding, brackets, and bylines made of groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from crawler.items import Byline, Role
from crawler.normalise.bylines.roles import find_roles
from crawler.normalise.bylines.segments import Group

_FULL_WIDTH = (0x0F, 0x1A, *range(0x10, 0x1A), *range(0x21, 0x3B), *range(0x41, 0x5B))
_FOLD = (
    {chr(0xFF00 + code): chr(0x20 + code) for code in _FULL_WIDTH}
    | dict.fromkeys("\u3000\xa0\u2002\u2003\u2009\t\n\r\u200b\ufeff□■●○◎▲△◆◇★☆※►▶▍▌▎▏▪•⊙", " ")
    | dict.fromkeys("｜丨︱", "|")
    | dict.fromkeys("﹕︰∶", ":")
    | {"＿": "_", "［": "[", "］": "]"}
)
_FOLDED = re.compile(f"[{''.join(_FOLD)}]")
BRACKET = re.compile(r"[（(【\[〔]([^（）()【】\[\]〔〕]{0,300})[）)】\]〕]")
_WHOLE_BRACKET = re.compile(r"\s*[（(【\[〔]([^（）()【】\[\]〔〕]{0,300})[）)】\]〕]?\s*$")


# 【记者】张山 李思, [编辑] 潘念: labels in brackets
_BRACKETED = re.compile(
    r"[【\[〔]\s{0,2}((?:[\u4e00-\u9fff]{0,6}(?:记者|記者|编辑|編輯))|作者|撰文|通讯员|实习生|责编|摄影|摄像|视频|图片|文字|文案|海报"
    r"|来源|校对|审核|监制|统筹|策划|剪辑|设计|出品|主编)\s{0,2}[】\]〕]"
)


def fold(text: str) -> str:
    """Full-width letters, digits, colons and blanks to half-width ones; the length stays. A label in
    brackets gets a colon: `【记者】张山` gives ` 记者:张山`."""
    # str.translate asks the table for every sign: three times as slow on Chinese text.
    folded = _FOLDED.sub(lambda match: _FOLD[match[0]], text)
    if folded.lstrip()[:1] not in "【[〔" or not folded.lstrip():
        return folded
    return _BRACKETED.sub(lambda match: " " + match[1].ljust(len(match[0]) - 2) + ":", folded)


def stretches(folded: str) -> Iterator[tuple[int, int, bool, str]]:
    """The parts that are read apart: brackets with a role word in them, and what is left without brackets."""
    if whole := _WHOLE_BRACKET.match(folded):
        yield whole.start(1), whole.end(1), True, folded
        return
    rest = folded
    inner: list[tuple[int, int, bool, str]] = []
    for match in BRACKET.finditer(folded):
        has_role = bool(find_roles(match[1]))
        if has_role:
            inner.append((match.start(1), match.end(1), True, folded))
        filler = "。" if has_role else " "
        rest = rest[: match.start()] + filler * len(match[0]) + rest[match.end() :]
    yield 0, len(rest), False, rest
    yield from inner


def bylines_of(group: Group, text: str) -> Iterator[Byline]:
    """The bylines of a group, with the text as printed."""
    raw = text[group.start : group.end].strip()
    for named in group.names:
        role: Role | None = named.role if named.role == "photographer" else group.role or named.role
        if role is not None:
            yield Byline(
                name=named.name,
                role=role,
                organisation=None if named.collective else group.organisation,
                raw=raw,
                collective=named.collective,
                uncut=named.uncut,
            )


def merge(*groups: Iterable[Byline]) -> tuple[Byline, ...]:
    """One person in one role once, as first printed; a house that only a later place names is filled in."""
    merged: dict[tuple[str, Role], Byline] = {}
    for byline in (byline for group in groups for byline in group):
        first = merged.setdefault((byline.name, byline.role), byline)
        if first.organisation is None and byline.organisation is not None:
            merged[byline.name, byline.role] = replace(first, organisation=byline.organisation)
    return tuple(merged.values())
