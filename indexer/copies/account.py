"""A story as it is told: each article with its role, and what it changed of which other one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.copies.edges import Edge
from indexer.copies.kinds import Kind, Later, kind_of
from indexer.copies.story_building import Member, PrintedArticle, Story


@dataclass(frozen=True, kw_only=True)
class Told:
    """An article of a story, compared with `other`, the earliest that it has passages in common with: None
    for the earliest of all. `share` is the part of this article's text that stands in the other's."""

    member: Member
    article: PrintedArticle
    other: PrintedArticle | None = None
    kind: Kind | None = None
    share: float | None = None


def told(story: Story, edges: Sequence[Edge], articles: Mapping[str, PrintedArticle]) -> list[Told]:
    """The articles of a story in its order."""
    pairs = {(edge.a, edge.b): edge for edge in edges}
    found: list[Told] = []
    for member in story.members:
        one = articles[member.article]
        before = next((other.article for other in found if _are_compared(one, other.article, pairs)), None)
        if before is None:
            found.append(Told(member=member, article=one))
            continue
        kind, share = _change(one, before, pairs)
        found.append(Told(member=member, article=one, other=before, kind=kind, share=share))
    return found


def _are_compared(one: PrintedArticle, other: PrintedArticle, pairs: Mapping[tuple[int, int], Edge]) -> bool:
    return one.text == other.text or bool({(one.text, other.text), (other.text, one.text)} & pairs.keys())


def _change(
    one: PrintedArticle, before: PrintedArticle, pairs: Mapping[tuple[int, int], Edge]
) -> tuple[Kind, float]:
    if one.text == before.text:
        return ("whole" if one.title == before.title else "headline changed"), 1.0
    edge = pairs.get((one.text, before.text)) or pairs[before.text, one.text]
    is_a = edge.a == one.text
    later: Later | None = ("a" if is_a else "b") if before.before(one) else None
    kind = kind_of(edge, same_title=one.title == before.title, later=later)
    return kind, edge.share_a if is_a else edge.share_b
