"""Whether a headline and the parts of a text are about the same, by the runs of characters they share."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

_USUAL_PAIRS = 0.35  # of a headline's pairs of characters: so many a text about the same repeats
_PART, _MOST_PARTS, _SHORTEST_PART = 200, 4, 80  # characters; parts that are compared, evenly over the text
_USUAL_PART = 0.9  # how little a part may have in common with the beginning before it counts
_LONGEST = 8_000  # characters of a text in which a headline's runs are looked for

Pairs = frozenset[tuple[str, str]]


def likeness(title: str, text: str) -> float:
    """1 where the text repeats as many pairs of the headline's characters as texts do, 0 where none; 1
    where there is nothing to compare."""
    wanted = _runs(title, 2)
    if not wanted or not text:
        return 1.0
    return min(1.0, _shared(wanted, text) / len(wanted) / _USUAL_PAIRS)


def shares_a_word(title: str, text: str) -> bool:
    """Whether three characters in a row of the headline stand in the text; true where there are none."""
    wanted = _runs(title, 3)
    return not wanted or not text or _shared(wanted, text) > 0


def turning(title: str, text: str) -> float:
    """How little the part of a text that is least like its headline and beginning has in common with them:
    0 as much as usual, 1 nothing. A foreign text that was taken with it has its own words."""
    first, *others = _parts(text)
    head = first | _pairs(title)
    shared = [len(part & head) / (min(len(part), len(head)) or 1) for part in others]
    return max(0.0, 1.0 - min(shared, default=1.0) - _USUAL_PART) / (1.0 - _USUAL_PART)


def _runs(title: str, length: int) -> set[str]:
    """All runs of so many letters."""
    runs = (title[start : start + length] for start in range(len(title) - length + 1))
    return {run for run in runs if run.isalnum()}


def _shared(runs: set[str], text: str) -> int:
    text = text[:_LONGEST]
    return sum(run in text for run in runs)


def _parts(text: str) -> Iterator[Pairs]:
    """The pairs of the first part of a text and of some others, the last among them."""
    yield _pairs(text[:_PART])
    length = len(text)
    step = max(_PART, -(-(length - _PART) // _MOST_PARTS))
    for end in range(length, _PART + _SHORTEST_PART, -step):
        yield _pairs(text[max(_PART, end - _PART) : end])


def _pairs(text: str) -> Pairs:
    return frozenset(pairwise(text))
