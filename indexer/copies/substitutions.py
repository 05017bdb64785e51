"""A word that stands for another one throughout: `牛腩` for `排骨` in the same recipe, another name in the
same obituary. Who copies a text changes words here and there; who fills a form in changes the same one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indexer.copies.alignment import GAP, SEED, Passage, equal_behind

TIMES = 3  # that either text has its word, and the other text never
_LEAST = 2  # characters of either
# Outlets change themselves throughout (本报记者, 新华社记者), and numbers are compared by themselves.
_NO_SUBJECT = re.compile(r"[报社网台]|记者|[0-9〇零一二三四五六七八九十百千万亿两]")


def replaced_throughout(first: str, second: str, passages: Iterable[Passage]) -> int:
    """How often the first text has words in whose place the second has another one, the same each time."""
    pairs: set[tuple[str, str]] = set()
    for one in passages:
        if one.same + _LEAST <= one.a_end - one.a_start:
            pairs.update(_differences(first[one.a_start : one.a_end], second[one.b_start : one.b_end]))
    return sum(
        min(first.count(here), second.count(there))
        for here, there in pairs
        if _are_subjects(here, there, first, second)
    )


def _are_subjects(here: str, there: str, first: str, second: str) -> bool:
    if min(len(here), len(there)) < _LEAST or set(here) & set(there) or _NO_SUBJECT.search(here + there):
        return False
    return min(first.count(here), second.count(there)) >= TIMES and here not in second and there not in first


def _differences(first: str, second: str) -> Iterator[tuple[str, str]]:
    """What stands in the one where the other has something else, between runs of `SEED` equal characters."""
    a = b = 0
    while a < len(first) and b < len(second):
        equal = equal_behind(first, a, second, b)
        if equal:
            a, b = a + equal, b + equal
            continue
        next_a, next_b = _met_again(first, a, second, b)
        yield first[a:next_a], second[b:next_b]
        a, b = next_a, next_b


def _met_again(first: str, a: int, second: str, b: int) -> tuple[int, int]:
    """The nearest places from which both are equal for `SEED` characters; their ends where there are none."""
    for distance in range(1, 2 * GAP + 1):
        for more in range(max(0, distance - GAP), min(distance, GAP) + 1):
            there = second[b + distance - more : b + distance - more + SEED]
            if len(there) == SEED and first.startswith(there, a + more):
                return a + more, b + distance - more
    return len(first), len(second)
