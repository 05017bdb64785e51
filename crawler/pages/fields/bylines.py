"""Who wrote and edited: the text's head and tail, the lines around it, and fields of their own.

A meta author is believed only where the page prints who that is: on most systems it is the editor on duty, a
user's number or the outlet. A person it names whom the page does not print is recorded as a conflict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from crawler.items import AUTHOR_ROLES, EDITOR_ROLES, Byline, Conflict
from crawler.normalise import bylines
from crawler.normalise.bylines.names import is_person, is_place
from crawler.normalise.bylines.photo_credits import is_caption
from crawler.pages.document.metadata import AUTHOR
from crawler.pages.fields.evidence import Candidate, Found, Statement
from crawler.pages.lines.info_lines import is_info_line

if TYPE_CHECKING:
    from crawler.pages.document.metadata import Metadata

_HEAD_LINES, _TAIL_LINES = 3, 6  # of a body: where bylines stand
_FIELD, _TEXT, _AROUND_TEXT = 30, 20, 10
_CLEAR = ("reporter", "correspondent", "intern")
_SENTENCE_END, _SHORTEST_TEXT = "。！？!?”…", 20  # what a text ends with; characters of its last paragraph
_LONGEST_SHORT = 60  # characters of a line that may name its author
_WORDS = re.compile(r"[\u3400-\u9fff]+(?:[·•・][\u3400-\u9fff]+)*")

People = tuple[Byline, ...]


class _Group(NamedTuple):
    """A statement and the people it names, at least one."""

    people: People
    statement: Statement


def collect_bylines(
    lines: Sequence[str],
    around: Iterable[str],
    editor: Found[str | None],
    author: Found[str | None],
    metadata: Metadata,
    printed: Iterable[str] = (),
) -> Found[People]:
    """Everyone named, once in each role, in the order of the places they were met in.

    `lines`: of the body. `around`: lines above and below it that may hold bylines. `editor`, `author`: fields
    of their own, as printed. `printed`: all lines of the page.
    """
    groups = [*_in_text(lines), *_around_text(around), *_editors(editor)]
    groups += _authors(author, groups)
    groups += _printed_too(metadata, groups, printed)
    people = _in_clearest_roles(bylines.merge(*(group.people for group in groups)))
    unprinted = tuple(_unprinted(people, metadata))
    ranked = sorted((group.statement for group in groups), key=lambda statement: -statement.score)
    rule = ", ".join(dict.fromkeys(statement.rule for statement in ranked))
    conflicts = tuple(conflict for _, conflict in unprinted if conflict)
    stated = [statement for statement, _ in unprinted]
    return Found(people, rule, conflicts, partial(_candidates, groups, stated))


def _in_text(lines: Sequence[str]) -> Iterator[_Group]:
    """The people in the lines of a body that may hold bylines, each line once."""
    tail = max(_HEAD_LINES, len(lines) - _TAIL_LINES)
    places = (("head of the text", lines[:_HEAD_LINES]), ("end of the text", lines[tail:]))
    for rule, some in places:
        for line in some:
            if people := bylines.find_bylines(line):
                yield _Group(people, Statement(line, rule, _TEXT))
    for number in range(max(1, len(lines) - _TAIL_LINES), len(lines)):
        if people := _signature(lines, number):
            yield _Group(people, Statement(lines[number], "end of the text", _TEXT))


def _signature(lines: Sequence[str], number: int) -> People:
    """Who signs a text in a paragraph of its own: behind a sentence, and with no text behind it."""
    before = lines[number - 1]
    signs = before[-1:] in _SENTENCE_END and len(before) >= _SHORTEST_TEXT and not is_caption(before)
    if not signs or any(len(line) >= _SHORTEST_TEXT for line in lines[number + 1 :]):
        return ()
    return () if bylines.find_bylines(lines[number]) else bylines.read_signature(lines[number])


def _around_text(lines: Iterable[str]) -> Iterator[_Group]:
    """The people in lines above and below a body. One that gives time and source is no sentence, and so is
    read as a list of names where it has no labels."""
    for line in lines:
        people = bylines.find_bylines(line) or (bylines.read_bylines(line) if is_info_line(line) else ())
        people = people or bylines.read_signature(line)
        if people:
            yield _Group(people, Statement(line, "beside the text", _AROUND_TEXT))


def _editors(printed: Found[str | None]) -> Iterator[_Group]:
    if printed.value and (people := bylines.read_bylines(printed.value, default_role="editor")):
        yield _Group(people, Statement(printed.value, printed.rule, _FIELD))


def _authors(printed: Found[str | None], groups: Sequence[_Group]) -> list[_Group]:
    """Whom the author's field names and no other place does: systems put the editor on duty into it, and a
    reporter is an author already."""
    if not printed.value:
        return []
    roles = (*EDITOR_ROLES, *AUTHOR_ROLES)
    named = {one.name for group in groups for one in group.people if one.role in roles}
    authors = bylines.read_bylines(printed.value, default_role="author")
    people = tuple(one for one in authors if one.name not in named)
    return [_Group(people, Statement(printed.value, printed.rule, _FIELD))] if people else []


def _in_clearest_roles(people: People) -> People:
    """Who is a reporter in one place and an author in another is a reporter."""
    clear = {one.name: number for number, one in enumerate(people) if one.role in _CLEAR}
    kept = list(people)
    for one in people:
        if one.role == "author" and one.name in clear:
            reporter = kept[clear[one.name]]
            kept[clear[one.name]] = replace(reporter, organisation=reporter.organisation or one.organisation)
    return tuple(one for one in kept if one.role != "author" or one.name not in clear)


def _printed_too(metadata: Metadata, groups: Sequence[_Group], printed: Iterable[str]) -> Iterator[_Group]:
    """The persons whom JSON-LD gives as authors and a short line of the page prints, in no role."""
    named = {one.name for group in groups for one in group.people}
    if people := [
        name for name in metadata.json_ld_people("author") if name not in named and _is_author(name)
    ]:
        words = {word for line in printed if len(line) <= _LONGEST_SHORT for word in _WORDS.findall(line)}
        for name in people:
            if name in words:
                byline = Byline(name=name, role="author", raw=name)
                yield _Group((byline,), Statement(name, "JSON-LD author, printed", _AROUND_TEXT))


def _is_author(name: str) -> bool:
    return is_person(name, trusted=False) and not is_place(name)


def _unprinted(people: People, metadata: Metadata) -> Iterator[tuple[Statement, Conflict | None]]:
    """The authors that metadata states, who are not believed; a person who is not printed is a conflict."""
    known = "、".join(one.name for one in people)
    for statement in _stated_authors(metadata):
        name, rule = statement.text, statement.rule
        stranger = is_person(name, trusted=False) and name not in known
        conflict = Conflict(field="bylines", value=known, rule="print", other=name, other_rule=rule)
        yield statement, conflict if stranger else None


def _stated_authors(metadata: Metadata) -> Iterator[Statement]:
    if stated := metadata.get(AUTHOR):
        yield Statement(stated[1], f"meta {stated[0]}", 0)
    if name := metadata.json_ld_text("author"):
        yield Statement(name, "JSON-LD author", 0)


def _candidates(groups: Sequence[_Group], stated: Sequence[Statement]) -> Iterator[Candidate]:
    for people, (text, rule, score) in groups:
        value = "、".join(f"{one.name} ({one.role})" for one in people)
        yield Candidate(field="bylines", rule=rule, printed=text, value=value, score=score, won=True)
    for text, rule, score in stated:
        yield Candidate(field="bylines", rule=rule, printed=text, value=None, score=score)
