"""Who wrote and edited: the text's head and tail, the lines beside it, and fields of their own.

A meta author is believed only where the page prints who that is: on most systems it is the editor on duty, a
user's number or the house. A person it names whom the page does not print is recorded as a disagreement.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crawler.items import AUTHOR_ROLES, EDITOR_ROLES, Byline
from crawler.normalise import bylines
from crawler.normalise.bylines.names import is_person
from crawler.normalise.text import is_info_line
from crawler.pages.document.metadata import AUTHOR

if TYPE_CHECKING:
    from crawler.pages.base import ArticlePage

_HEAD_LINES, _TAIL_LINES = 3, 6  # of a body: where bylines stand
_FIELD, _TEXT, _BESIDE = 30, 20, 10

Group = tuple[Byline, ...]


def people(layout: ArticlePage, lines: tuple[str, ...]) -> Group:
    """Everyone named, once in each role, in the order of the places they were met in."""
    groups = [_offered(layout, *one) for one in _groups(layout, lines)]
    if printed := layout.field("author", layout.author):
        named = {one.name for group in groups for one in group if one.role in (*EDITOR_ROLES, *AUTHOR_ROLES)}
        authors = bylines.read_bylines(printed, default_role="author")
        # Systems put the editor on duty into the author's field, and a reporter is an author already.
        kept = tuple(one for one in authors if one.name not in named)
        groups.append(_offered(layout, kept, layout.rules.get("author", "author"), printed, _FIELD))
    found = bylines.merge(*groups)
    if found:
        layout.rules["bylines"] = ", ".join(dict.fromkeys(one.rule for one in layout.evidence.of("bylines")))
    _note_strangers(layout, found)
    return found


def _groups(layout: ArticlePage, lines: tuple[str, ...]) -> Iterator[tuple[Group, str, str, int]]:
    for rule, line in _ends(lines):
        yield bylines.find_bylines(line), rule, line, _TEXT
    for line in layout.byline_texts():
        yield _beside(line), "beside the text", line, _BESIDE
    if printed := layout.field("editor", layout.editor):
        read = bylines.read_bylines(printed, default_role="editor")
        yield read, layout.rules.get("editor", "editor"), printed, _FIELD


def _ends(lines: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The lines of a body that may hold bylines, each once, with where it stands."""
    tail = max(_HEAD_LINES, len(lines) - _TAIL_LINES)
    yield from (("head of the text", line) for line in lines[:_HEAD_LINES])
    yield from (("end of the text", line) for line in lines[tail:])


def _beside(line: str) -> Group:
    """The people in a line beside the text; one that says when and whence is none of a sentence's traps."""
    return bylines.find_bylines(line) or (bylines.read_bylines(line) if is_info_line(line) else ())


def _offered(layout: ArticlePage, group: Group, rule: str, printed: str, score: int) -> Group:
    if group:
        value = "、".join(f"{one.name} ({one.role})" for one in group)
        layout.evidence.offer("bylines", rule, printed, value, score, won=True)
    return group


def _note_strangers(layout: ArticlePage, found: Group) -> None:
    stated = layout.metadata.get(AUTHOR)
    places = [
        (stated[1], f"meta {stated[0]}") if stated else None,
        (name, "JSON-LD author") if (name := layout.metadata.json_ld_text("author")) else None,
    ]
    known = "、".join(one.name for one in found)
    for name, rule in filter(None, places):
        stranger = is_person(name, trusted=False) and name not in known
        layout.evidence.offer("bylines", rule, name, None, 0)
        if stranger:
            layout.evidence.disagree("bylines", known, "print", name, rule)
