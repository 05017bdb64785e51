"""Whether words stand near each other in a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.search.query import Near
from indexer.search.text.fold import words
from indexer.search.text.spellings import MOST_NEAR, spellings

Place = tuple[int, int]  # of a run: its first token, and the one behind its last


def is_near(text: str, node: Near) -> bool:
    """As both indexes find it: in one of the orders, none over another, and few enough tokens between."""
    there = words(text)
    places = {one: list(_places(there, one)) for one in node.texts}
    return any(_fits([places[one] for one in order], node.distance) for order in node.orders)


def _places(there: Sequence[str], text: str) -> Iterator[Place]:
    for run in spellings(tuple(words(text)))[:MOST_NEAR]:
        for start in range(len(there) - len(run) + 1):
            if run and tuple(there[start : start + len(run)]) == run:
                yield start, start + len(run)


def _fits(places: Sequence[Sequence[Place]], left: int, end: int | None = None) -> bool:
    """Whether one place of each can be chosen, one behind the other, with at most `left` tokens between."""
    if not places:
        return True
    return any(
        _fits(places[1:], left - (0 if end is None else start - end), after)
        for start, after in places[0]
        if end is None or 0 <= start - end <= left
    )
