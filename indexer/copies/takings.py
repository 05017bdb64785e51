"""Who has a text from whom: declared by a credit, or inferred from the time of publication.

A pure function of articles, stories and copies, as stories are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from indexer.copies.edges import Edge
from indexer.copies.ledger.reader import LedgerReader
from indexer.copies.simultaneous import Simultaneous, simultaneous
from indexer.copies.story_building import PrintedArticle, Story, stories
from shengmei.timezone import SHANGHAI

_CLOCK = ("hour", "minute", "second")
_CALENDAR = ("day", *_CLOCK)
How = Literal["declared", "inferred"]


@dataclass(frozen=True, kw_only=True)
class Taking:
    """An article whose text another outlet had. `giver` is that outlet's print, None where the collection has
    none that may be earlier; `credit` is the name that a declared one gives."""

    taker: PrintedArticle
    basis: How
    giver: PrintedArticle | None = None
    credit: str | None = None


@dataclass(frozen=True, kw_only=True)
class Takings:
    """What of all stories is known. `undecided` articles have a text that others have too, and neither credit
    nor time tells from whom; `own` are reprints of what the same outlet had before."""

    found: tuple[Taking, ...]
    undecided: tuple[PrintedArticle, ...]
    own: tuple[PrintedArticle, ...]


@dataclass(frozen=True, kw_only=True)
class Carried:
    """A copy in another outlet than the one that is known to have printed the story first."""

    first: PrintedArticle
    copy: PrintedArticle
    basis: How  # of the copy's role


def read_takings(ledger: LedgerReader, *, agencies: bool = False) -> Takings:
    """Those of all stories of a ledger; with `agencies` from the agency that the dateline names alone."""
    articles, copies, found = _read(ledger)
    pairs = {frozenset((edge.a, edge.b)) for edge in copies}
    takings: list[Taking] = []
    undecided: list[PrintedArticle] = []
    own: list[PrintedArticle] = []
    for story in found:
        members = [articles[one.article] for one in story.members]
        first = next((one.article for one in story.members if one.role == "first"), None)
        for one in (*members, *(articles[key] for key in story.containers)):
            others = [other for other in members if other is not one]
            if agencies:
                takings += _from_agency(one, others)
            elif (taking := _declared(one, others) or _inferred(one, others, pairs)) is None:
                undecided += [one] if one.id != first else []
            elif taking.giver is not None and _same_outlet(one, taking.giver):
                own.append(one)
            else:
                takings.append(taking)
    return Takings(found=tuple(takings), undecided=tuple(undecided), own=tuple(own))


def read_carried(ledger: LedgerReader) -> Iterator[Carried]:
    """The copies of every story whose first print is known, in its order; of an outlet's the earliest."""
    articles, _, found = _read(ledger)
    for story in found:
        first = next((articles[one.article] for one in story.members if one.role == "first"), None)
        if first is None:
            continue
        there = [first]
        for one in story.members:
            copy = articles[one.article]
            if one.basis != "unknown" and not any(_same_outlet(copy, other) for other in there):
                there.append(copy)
                yield Carried(first=first, copy=copy, basis=one.basis)


def read_simultaneous(ledger: LedgerReader) -> list[Simultaneous]:
    """Of every story, in its order: who printed it on the same day without a credit to one another."""
    articles, copies, found = _read(ledger)
    by_text: dict[int, list[Edge]] = defaultdict(list)
    for edge in copies:
        by_text[edge.a].append(edge)
    return [
        one
        for story in found
        for one in simultaneous(
            story,
            articles,
            (
                edge
                for text in {articles[each.article].text for each in story.members}
                for edge in by_text[text]
            ),
        )
    ]


def hours_between(earlier: PrintedArticle, later: PrintedArticle) -> float | None:
    """By the clock; None where one has no time of day. Of the same hour, at its precision, 0."""
    if earlier.at is None or later.at is None or not {earlier.precision, later.precision} <= {*_CLOCK}:
        return None
    return max((later.at - earlier.at) / timedelta(hours=1), 0.0)


def days_between(earlier: PrintedArticle, later: PrintedArticle) -> int | None:
    """By the calendar of Beijing: 23:50 and 00:10 are a day apart; None where a day is not known."""
    if earlier.at is None or later.at is None or not {earlier.precision, later.precision} <= {*_CALENDAR}:
        return None
    days = [one.astimezone(SHANGHAI).date() for one in (earlier.at, later.at)]
    return max((days[1] - days[0]).days, 0)


def _read(ledger: LedgerReader) -> tuple[Mapping[str, PrintedArticle], Sequence[Edge], Sequence[Story]]:
    articles = ledger.articles()
    copies = [edge for edge, is_copy in ledger.judged() if is_copy]
    return {one.id: one for one in articles}, copies, stories(articles, copies)


def _declared(one: PrintedArticle, others: Sequence[PrintedArticle]) -> Taking | None:
    """From whom its credit says: the source before the agency, for it is who handed the text on."""
    foreign = one.credits - one.names
    named = sorted(foreign - {one.agency}) or sorted(foreign)
    return _from(one, named[0], others) if named else None


def _from_agency(one: PrintedArticle, others: Sequence[PrintedArticle]) -> Iterator[Taking]:
    if one.agency and one.agency not in one.names:
        yield _from(one, one.agency, others)


def _from(one: PrintedArticle, name: str, others: Sequence[PrintedArticle]) -> Taking:
    prints = (other for other in others if name in other.names and other.not_after(one))
    giver = next((other for other in prints if not _same_outlet(one, other)), None)
    return Taking(taker=one, basis="declared", giver=giver, credit=name)


def _inferred(
    one: PrintedArticle, others: Sequence[PrintedArticle], pairs: set[frozenset[int]]
) -> Taking | None:
    """From the earliest that has its text and was certainly printed before; its own outlet's, if there is."""
    earlier = [
        other
        for other in others
        if other.before(one) and (other.text == one.text or frozenset((other.text, one.text)) in pairs)
    ]
    earlier.sort(key=lambda other: not _same_outlet(one, other))
    return Taking(taker=one, basis="inferred", giver=earlier[0]) if earlier else None


def _same_outlet(one: PrintedArticle, other: PrintedArticle) -> bool:
    return one.site == other.site or (one.outlet.name is not None and one.outlet.name == other.outlet.name)
