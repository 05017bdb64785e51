"""A pair of texts compared: how much of each stands in the other, where, and whether its numbers agree."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from indexer.copies.alignment import Passage, aligned
from indexer.copies.comparable import Comparable
from indexer.copies.substitutions import replaced_throughout

_HEAD = 30  # characters of a dateline
_BEHIND_DAY = 12  # characters in which a dateline ends
_DATELINE = re.compile("[电電讯訊]|消息|报道")
LEAST_SHARED = 0.05  # of the shorter text's prints: fewer are no candidates


@dataclass(frozen=True, kw_only=True)
class Edge:
    """Two texts that have passages in common. `a` is the shorter; of two as long, the one that sorts first.

    `share_a` and `share_b` are the parts of their characters that stand in passages, `same` how many of those
    are equal. `numbers` is the share of numbers in the passages that both have, None where there are fewer
    than two; words in whose place the other text has another one throughout (substitutions.py) count as
    numbers that differ. `all_numbers` is the share of the shorter text's numbers behind its dateline that
    the longer one has anywhere, None where it has none.
    """

    a: int
    b: int
    length_a: int
    length_b: int
    share_a: float
    share_b: float
    same: int
    numbers: float | None
    all_numbers: float | None
    passages: tuple[Passage, ...]

    @property
    def covered(self) -> int:
        """Characters of the shorter text that stand in passages."""
        return sum([one.a_end - one.a_start for one in self.passages])

    @property
    def covered_b(self) -> int:
        """The same of the longer text."""
        return sum([one.b_end - one.b_start for one in self.passages])


@dataclass(frozen=True)
class Text:
    """A text with the number that it is known by."""

    number: int
    comparable: Comparable


def are_candidates(one: int, other: int, shared: int) -> bool:
    """Whether two texts with so many different prints, and so many in common, are worth an alignment."""
    return shared >= LEAST_SHARED * min(one, other)


def compared(one: Text, other: Text, runs: Collection[str]) -> Edge | None:
    """The edge between two texts, None where no passage is long enough. The same in either order. `runs` are
    the runs of characters of the prints that both have."""
    a, b = sorted((one, other), key=_shorter_first)
    first, second = a.comparable, b.comparable
    passages = aligned(first, second, runs)
    if not passages:
        return None
    covered_a = sum([one.a_end - one.a_start for one in passages])
    covered_b = sum([one.b_end - one.b_start for one in passages])
    return Edge(
        a=a.number,
        b=b.number,
        length_a=len(first.text),
        length_b=len(second.text),
        share_a=covered_a / len(first.text),
        share_b=covered_b / len(second.text),
        same=sum([one.same for one in passages]),
        numbers=_agreement(first, second, passages),
        all_numbers=_contained(first, second, passages[0]),
        passages=tuple(passages),
    )


def _shorter_first(text: Text) -> tuple[int, str, int, str, int]:
    there = text.comparable
    return len(there.text), there.text, there.dateline, there.said_numbers, text.number


def _agreement(first: Comparable, second: Comparable, passages: Sequence[Passage]) -> float | None:
    # The day of a wire goes with its dateline, which one may have and the other not.
    behind = [max(first.dateline - one.a_start, second.dateline - one.b_start, 0) for one in passages]
    here: list[str] = []
    there: list[str] = []
    for skipped, one in zip(behind, passages, strict=True):
        here += first.numbers(one.a_start + skipped, one.a_end)
        there += second.numbers(one.b_start + skipped, one.b_end)
    replaced = replaced_throughout(first.text, second.text, passages)
    if not replaced and (here == there or first.text == second.text):  # 35亿 for 3.5亿 is the copyist's slip
        return 1.0 if len(here) >= 2 else None
    both, only_here, only_there = _matched(here, there)
    by_lone = by_lone_there = 0
    if only_here:
        lone_there: list[str] = []
        for skipped, one in zip(behind, passages, strict=True):
            lone_there += second.lone_numbers(one.b_start + skipped, one.b_end)
        by_lone = _matched(only_here, lone_there)[0]
    if only_there:
        lone_here: list[str] = []
        for skipped, one in zip(behind, passages, strict=True):
            lone_here += first.lone_numbers(one.a_start + skipped, one.a_end)
        by_lone_there = _matched(only_there, lone_here)[0]
    both += by_lone + by_lone_there
    most = both + max(len(only_here) - by_lone, len(only_there) - by_lone_there)
    most += replaced
    return both / most if most >= 2 else None


def _contained(first: Comparable, second: Comparable, passage: Passage) -> float | None:
    """Few characters before the first passage are a dateline that is not known as one, unless both texts have
    a number there: `5月21日，江州市无新增` and the 22nd's are no datelines."""
    head = passage.a_start if passage.a_start <= _HEAD else 0
    if head and passage.b_start <= _HEAD and _states_numbers(first, head):
        head = 0 if _states_numbers(second, passage.b_start) else head
    behind = max(first.dateline, head)
    here = first.numbers(behind, len(first.text))
    if not here:
        return None
    there = second.numbers(0, len(second.text))
    if here == there or first.text == second.text:
        return 1.0
    both, missing, _ = _matched(here, there)
    if missing:
        both += _matched(missing, second.lone_numbers(0, len(second.text)))[0]
    return both / len(here)


def _states_numbers(text: Comparable, head: int) -> bool:
    """Whether a number stands in the first characters of a text, and no dateline does."""
    if text.dateline >= head or _DATELINE.search(text.text, 0, head + _BEHIND_DAY):
        return False
    return any(start < head for start, _, _ in text.number_places[0][:1])


def _matched(here: Iterable[str], there: Iterable[str]) -> tuple[int, list[str], list[str]]:
    """How many values both have, each as often as it stands in both, and those left over of either."""
    counts: dict[str, int] = {}
    for value in here:
        counts[value] = counts.get(value, 0) + 1
    both, only_there = 0, []
    for value in there:
        if counts.get(value):
            counts[value] -= 1
            both += 1
        else:
            only_there.append(value)
    return both, [value for value, count in counts.items() for _ in range(count)], only_there
