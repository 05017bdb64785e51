"""The ledger as two tables of articles, for Parquet: the pairs that share text, and who is in which story.

Both are sorted, and depend on the articles alone: another order of arrival gives the same rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from indexer.copies.alignment import Passage
from indexer.copies.edges import Edge
from indexer.copies.kinds import Kind, Later, kind_of
from indexer.copies.ledger.reader import LedgerReader
from indexer.copies.story_building import Basis, PrintedArticle, Story

Row = dict[str, Any]


class Column(NamedTuple):
    """A column of a table; `type` is text, share (0 to 1), or places."""

    name: str
    type: str
    meaning: str


EDGES = (
    Column(
        "a", "text", "Id of the article with the shorter text; of two that print the same, the lesser id."
    ),
    Column("b", "text", "Id of the other article."),
    Column("share_a", "share", "Share of a's characters that stand in passages of b, 0 to 1."),
    Column("share_b", "share", "Share of b's characters that stand in passages of a."),
    Column("numbers", "share", "Share of the numbers in the passages that agree; absent for fewer than two."),
    Column(
        "kind",
        "text",
        "What the later one changed (docs/copies.md); quotation: less than half of a; uncertain: half and "
        "more, but too short or too formulaic to be called a copy, or less, and that is boilerplate.",
    ),
    Column(
        "passages",
        "places",
        "Where in both: a_start, a_end, b_start, b_end, and same, how many of a's characters are equal. "
        "Counted from 0 in what is compared: letters, digits and Han alone.",
    ),
)
STORIES = (
    Column("story", "text", "Id of the story: that of its earliest article."),
    Column("article", "text", "Id of an article that is part of it, or holds it beside others."),
    Column(
        "role",
        "text",
        "first, copy, unknown (nothing tells who of several was first), or container: it holds texts of "
        "several stories and unites none.",
    ),
    Column("basis", "text", "How the role is known: declared by a credit, inferred by time, or unknown."),
)


# Whether a pair is one of copies, and which share of its prints few weeks printed.
Judged = tuple[bool, float]


def edge_rows(ledger: LedgerReader) -> Iterator[Row]:
    """The pairs of articles that share a passage, in the columns `EDGES`, by a and b."""
    articles = ledger.articles()
    by_text = defaultdict(list)
    for one in articles:
        by_text[one.text].append(one)
    containers = {key for story in ledger.stories() for key in story.containers}
    for one in articles:
        same = [other for other in by_text[one.text] if other.id > one.id]
        there = ledger.length_and_numbers(one.text) if same else (0, 0)
        rows = [_equal(one, other, *there) for other in same]
        for edge, copies in ledger.judged_from(one.text):
            judged = copies, 1.0 if copies else ledger.uncommon(edge)
            rows += [
                _pair(one, other, edge, judged, holds_others=other.id in containers)
                for other in by_text[edge.b]
            ]
        yield from sorted(rows, key=lambda row: str(row["b"]))


def _equal(one: PrintedArticle, other: PrintedArticle, length: int, numbers: int) -> Row:
    """Two articles that print the same text, of so many characters and with so many numbers."""
    kind: Kind = "whole" if one.title == other.title else "headline changed"
    agreement = 1.0 if numbers >= 2 else None
    return _row(one, other, (1.0, 1.0), agreement, kind, [Passage(0, length, 0, length, length)])


def _pair(
    one: PrintedArticle, other: PrintedArticle, edge: Edge, judged: Judged, *, holds_others: bool
) -> Row:
    later: Later | None = "b" if one.before(other) else "a" if other.before(one) else None
    kind = kind_of(
        edge,
        same_title=one.title == other.title,
        later=later,
        copies=judged[0],
        uncommon=judged[1],
        holds_others=holds_others,
    )
    return _row(one, other, (edge.share_a, edge.share_b), edge.numbers, kind, edge.passages)


def _row(
    one: PrintedArticle,
    other: PrintedArticle,
    shares: tuple[float, float],
    numbers: float | None,
    kind: Kind,
    passages: Sequence[Passage],
) -> Row:
    return {
        "a": one.id,
        "b": other.id,
        "share_a": shares[0],
        "share_b": shares[1],
        "numbers": numbers,
        "kind": kind,
        "passages": [passage._asdict() for passage in passages],
    }


def story_rows(ledger: LedgerReader) -> Iterator[Row]:
    """Who is in which story, in the columns `STORIES`, by story and article."""
    articles = {one.id: one for one in ledger.articles()}
    for story in ledger.stories():
        rows = [
            {"story": story.id, "article": one.article, "role": one.role, "basis": one.basis}
            for one in story.members
        ]
        rows += [
            {"story": story.id, "article": one, "role": "container", "basis": _basis(one, story, articles)}
            for one in story.containers
        ]
        yield from sorted(rows, key=lambda row: row["article"])


def _basis(container: str, story: Story, articles: Mapping[str, PrintedArticle]) -> Basis:
    """How it is known that a container took the story, which it may have been the first to print."""
    whole = articles[container]
    members = [articles[one.article] for one in story.members]
    if any(one.is_credited_by(whole) and one.not_after(whole) for one in members):
        return "declared"
    return "inferred" if any(one.before(whole) for one in members) else "unknown"
