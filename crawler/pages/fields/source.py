"""Whom a page credits as its source: what is printed, marked for Baidu and stated, and which of it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from crawler.items import Conflict
from crawler.normalise import sources
from crawler.normalise.text import bare
from crawler.pages.document.metadata import SOURCE
from crawler.pages.fields.evidence import Candidate, Found, Statement

if TYPE_CHECKING:
    from crawler.pages.document.metadata import Metadata

_PRINTED, _BAIDU, _META, _JSON_LD = 40, 30, 20, 10

Read = tuple[Statement, str | None]  # a statement, and the organisation it names


def choose_source(printed: Found[str | None], metadata: Metadata) -> Found[str | None]:
    """The first of print, `#source_baidu`, meta and JSON-LD that names an organisation."""
    read = [(one, sources.read_source(one.text)) for one in _statements(printed, metadata)]
    for statement, name in read:
        if name is not None:
            conflicts = tuple(_conflicts(name, statement.rule, read))
            return Found(name, statement.rule, conflicts, partial(_candidates, read, statement))
    return Found(None, "", candidates=partial(_candidates, read, None))


def _statements(printed: Found[str | None], metadata: Metadata) -> Iterator[Statement]:
    if printed.value:
        yield Statement(printed.value, printed.rule, _PRINTED)
    if marked := metadata.baidu("source"):
        yield Statement(marked, "source_baidu", _BAIDU)
    if stated := metadata.get(SOURCE):
        yield Statement(stated[1], f"meta {stated[0]}", _META)
    if in_json := metadata.json_ld_text("sourceOrganization"):
        yield Statement(in_json, "JSON-LD sourceOrganization", _JSON_LD)


def _conflicts(value: str, rule: str, read: Sequence[Read]) -> Iterator[Conflict]:
    for statement, name in read:
        if name is not None and _differ(value, name):
            yield Conflict(field="source", value=value, rule=rule, other=name, other_rule=statement.rule)


def _differ(one: str, other: str) -> bool:
    """Whether these are two organisations: `人民网－人民日报` and `人民日报` are not."""
    first, second = bare(one), bare(other)
    return first not in second and second not in first


def _candidates(read: Sequence[Read], best: Statement | None) -> Iterator[Candidate]:
    for one, name in read:
        yield Candidate(
            field="source", rule=one.rule, printed=one.text, value=name, score=one.score, won=one is best
        )
