"""A pair of texts compared: how much of each stands in the other, where, and whether its numbers agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer.copies.alignment import Passage, SharedRuns, aligned
from indexer.copies.comparable import Comparable
from indexer.copies.substitutions import replaced_throughout

_ENDS = 30  # characters of a dateline, and of what a form ends with
_BEHIND_DAY = 12  # characters in which a dateline ends
_DATELINE = re.compile("[电電讯訊]|消息|报道")
LEAST_SHARED = 0.05  # of the shorter text's prints: fewer are no candidates


@dataclass(frozen=True, kw_only=True)
class Edge:
    """Two texts that have passages in common. `a` is the shorter; of two as long, the one that sorts first.

    `share_a` and `share_b` are the parts of their characters that stand in passages, `same` how many of those
    are equal. `numbers` is the share of numbers in the passages that both have, None where there are fewer
    than two; words in whose place the other text has another one throughout (substitutions.py) count as
    numbers that differ. `all_numbers` is the share of the shorter text's numbers, without those of a
    dateline and of a long head or end that stands in no passage, that the longer one has anywhere, None
    where it has none.
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


# A passage, and how many characters at its head and its tail are left out.
_Span = tuple[Passage, int, int]


@dataclass(frozen=True)
class Text:
    """A text with the number that it is known by."""

    number: int
    comparable: Comparable


def are_candidates(one: int, other: int, shared: int) -> bool:
    """Whether two texts with so many different prints, and so many in common, are worth an alignment."""
    return shared >= LEAST_SHARED * min(one, other)


def compared(one: Text, other: Text, starts: Sequence[int]) -> Edge | None:
    """The edge between two texts, None where no passage is long enough. The same in either order. `starts`
    are the places in the first, in order, of the prints that both have."""
    is_first = _shorter_first(one) < _shorter_first(other)
    a, b = (one, other) if is_first else (other, one)
    first, second = a.comparable, b.comparable
    passages = aligned(first, second, SharedRuns(starts, of_first=is_first))
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
        all_numbers=_contained(first, second, passages),
        passages=tuple(passages),
    )


def _shorter_first(text: Text) -> tuple[int, str, int, str, int]:
    there = text.comparable
    return len(there.text), there.text, there.dateline, there.said_numbers, text.number


def _agreement(first: Comparable, second: Comparable, passages: Sequence[Passage]) -> float | None:
    # The day of a wire goes with its dateline, which one may have and the other not.
    spans = [
        (one, max(first.dateline - one.a_start, second.dateline - one.b_start, 0), 0) for one in passages
    ]
    here, there = _numbers_within(first, second, spans)
    replaced = replaced_throughout(first.text, second.text, passages)
    if not replaced and (here == there or first.text == second.text):  # 35亿 for 3.5亿 is the copyist's slip
        return 1.0 if len(here) >= 2 else None
    spans = [_without_cut_numbers(first, second, span) for span in spans]
    both, only_here, only_there = _matched(*_numbers_within(first, second, spans))
    by_lone = by_lone_there = 0
    if only_here or only_there:
        lone_here, lone_there = _numbers_within(first, second, spans, lone=True)
        by_lone, by_lone_there = _matched(only_here, lone_there)[0], _matched(only_there, lone_here)[0]
    both += by_lone + by_lone_there
    most = both + max(len(only_here) - by_lone, len(only_there) - by_lone_there)
    most += replaced
    return both / most if most >= 2 else None


def _numbers_within(
    first: Comparable, second: Comparable, spans: Iterable[_Span], *, lone: bool = False
) -> tuple[list[str], list[str]]:
    """The numbers of both texts in passages, without some characters at the head and the tail of each."""
    here: list[str] = []
    there: list[str] = []
    for one, head, tail in spans:
        if lone:
            here += first.lone_numbers(one.a_start + head, one.a_end - tail)
            there += second.lone_numbers(one.b_start + head, one.b_end - tail)
        else:
            here += first.numbers(one.a_start + head, one.a_end - tail)
            there += second.numbers(one.b_start + head, one.b_end - tail)
    return here, there


def _without_cut_numbers(first: Comparable, second: Comparable, span: _Span) -> _Span:
    """What of 14.4 stands in a passage that begins within it, the other text may have as a 4.4, which is no
    number that differs: neither is counted."""
    one, head, tail = span
    heads = (first.within_number(one.a_start)[1], second.within_number(one.b_start)[1])
    tails = (first.within_number(one.a_end)[0], second.within_number(one.b_end)[0])
    return one, max(head, *heads), max(tail, *tails)


def _contained(first: Comparable, second: Comparable, passages: Sequence[Passage]) -> float | None:
    """Few characters before the first passage are a dateline that is not known as one, unless both texts have
    a number there: `5月21日，江州市无新增` and the 22nd's are no datelines. Many, there or behind the last
    passage, are a text of its own, whose numbers say nothing of the passages."""
    head, end = passages[0].a_start, passages[-1].a_end
    if 0 < head <= _ENDS and passages[0].b_start <= _ENDS and _states_numbers(first, head):
        head = 0 if _states_numbers(second, passages[0].b_start) else head
    behind = max(first.dateline, head)
    here = first.numbers(behind, end if len(first.text) - end > _ENDS else len(first.text))
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
