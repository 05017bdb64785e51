"""Whom a page credits as its source: what is printed, marked for Baidu and stated, and which of it counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from crawler.items import Conflict
from crawler.normalise import sources
from crawler.normalise.text import bare
from crawler.pages.document.metadata import SOURCE
from crawler.pages.fields.evidence import Candidate, Found, Statement

if TYPE_CHECKING:
    from crawler.pages.document.metadata import Metadata

_TITLE_PARTS = re.compile(r"(?:(?<!\s)\s+)?(?:[_|｜丨]+|[-–—]+)\s*")
_PRINTED, _BAIDU, _META, _JSON_LD, _UNLABELLED, _OWN = 40, 30, 20, 15, 10, 5
_OWN_NAMES = ("og:site_name", "application-name")

Read = tuple[Statement, str | None]  # a statement, and the organisation it names


def choose_source(
    printed: Found[str | None],
    unlabelled: Callable[[], Found[str | None]],
    stated: Iterable[tuple[str, str]],
    metadata: Metadata,
) -> Found[str | None]:
    """The first of print, `#source_baidu`, meta and JSON-LD, and a name without a label that names an
    organisation. The outlet's own name without a label comes last, and its publisher in JSON-LD: every page
    of it says that.

    `stated`: what a system states in a way of its own, and where; it counts like meta.
    """
    read = _ranked(printed, unlabelled, stated, metadata)
    for statement, name in read:
        if name is not None:
            conflicts = tuple(_conflicts(name, statement.rule, read))
            return Found(name, statement.rule, conflicts, partial(_candidates, read, statement))
    return Found(None, "", candidates=partial(_candidates, read, None))


def _ranked(
    printed: Found[str | None],
    unlabelled: Callable[[], Found[str | None]],
    stated: Iterable[tuple[str, str]],
    metadata: Metadata,
) -> list[Read]:
    own = own_names(metadata)
    read: list[Read] = []
    for statement in _statements(printed, unlabelled, stated, metadata):
        name = sources.read_source(statement.text)
        if name is not None and statement.score < _PRINTED and bare(name) in own:
            statement = statement._replace(score=_OWN)
        elif statement.score == _UNLABELLED and name in (known for _, known in read):
            statement = statement._replace(score=_BAIDU)  # printed, and stated alike
        read.append((statement, name))
    return sorted(read, key=lambda one: -one[0].score)


def own_names(metadata: Metadata) -> frozenset[str]:
    """What the outlet calls itself: the site's name in meta, and what stands behind the title."""
    parts = _TITLE_PARTS.split(metadata.title or "")[1:]
    return frozenset(bare(name) for name in (*parts, metadata.text(_OWN_NAMES) or "") if name.strip())


def _statements(
    printed: Found[str | None],
    unlabelled: Callable[[], Found[str | None]],
    stated: Iterable[tuple[str, str]],
    metadata: Metadata,
) -> Iterator[Statement]:
    if printed.value:
        yield Statement(printed.value, printed.rule, _PRINTED)
    if marked := metadata.baidu("source"):
        yield Statement(marked, "source_baidu", _BAIDU)
    for text, rule in stated:
        yield Statement(text, rule, _META)
    if in_meta := metadata.get(SOURCE):
        yield Statement(in_meta[1], f"meta {in_meta[0]}", _META)
    if in_json := metadata.json_ld_text("sourceOrganization"):
        yield Statement(in_json, "JSON-LD sourceOrganization", _JSON_LD)
    if publisher := metadata.json_ld_text("publisher"):
        yield Statement(publisher, "JSON-LD publisher", _OWN)
    if not sources.read_source(printed.value) and (named := unlabelled()).value:
        yield Statement(named.value, named.rule, _UNLABELLED)


def _conflicts(value: str, rule: str, read: Sequence[Read]) -> Iterator[Conflict]:
    for statement, name in read:
        # A name without a label, or the outlet's own, contradicts nothing.
        if name is not None and statement.score > _UNLABELLED and _differ(value, name):
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
