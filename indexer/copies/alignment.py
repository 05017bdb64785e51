"""Which characters of one text stand in another: equal blocks, longest first, joined to passages.

The shorter text is the first, so that a pair has one alignment, whichever of the two came first.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from indexer.copies.comparable import Comparable
from indexer.copies.fingerprints import K

SEED = 6  # characters: the shortest equal block
GAP = 10  # characters between two blocks of one passage, in either text
SHORTEST = 16  # characters of a passage
SAME = 0.55  # of a passage's characters
_ENOUGH = 0.97  # of the shorter text: then shorter blocks are not looked for
_OFTEN = 16  # times that a seed stands in the shorter text; one that stands there more often is none
_STEPS = (64, 8)  # characters compared at once while a block grows


class Block(NamedTuple):
    """`first[a:a + length] == second[b:b + length]`."""

    a: int
    b: int
    length: int


class Passage(NamedTuple):
    """`first[a_start:a_end]` stands, changed a little, in `second[b_start:b_end]`; `same` of its characters
    are equal."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    same: int


def aligned(first: str, second: str, shared: Iterable[tuple[int, int]]) -> list[Passage]:
    """The passages of the shorter text (`first`) that stand in the longer one, in the order of the first.

    `shared` are pairs of places at which both texts have the same run of `K` characters. Of a block that
    stands in the other text twice, one copy counts.
    """
    taken = _Taken(first, second)
    taken.add(_grown(first, second, shared))
    if taken.characters < _ENOUGH * len(first):
        taken.add(_seeded(first, second, taken))
    return _passages(taken.blocks)


def shared_places(first: Comparable, second: Comparable, runs: Collection[str]) -> list[tuple[int, int]]:
    """Where both have one of these runs of characters; one that either has more than `_OFTEN` times is left
    out."""
    here, there = first.places_of_runs, second.places_of_runs
    found = list(zip(map(here.__getitem__, runs), map(there.__getitem__, runs), strict=True))
    if not here.have_others and not there.have_others:
        return found
    others = [run for run, (a, b) in zip(runs, found, strict=True) if a < 0 or b < 0]
    both = ((here.all_of(run), there.all_of(run)) for run in others)
    few = ((a, b) for a, b in both if len(a) <= _OFTEN and len(b) <= _OFTEN)
    once = [(a, b) for a, b in found if a >= 0 and b >= 0]
    return once + [(a, b) for a_places, b_places in few for a in a_places for b in b_places]


def _grown(first: str, second: str, places: Iterable[tuple[int, int]]) -> list[Block]:
    """The longest equal block around each pair of places; hashes that are equal by chance give none."""
    blocks: set[Block] = set()
    reached: dict[int, int] = {}  # by diagonal: the end of the last block, in the first text
    for a, b in sorted(places):
        if a < reached.get(b - a, 0) or first[a : a + K] != second[b : b + K]:
            continue
        before = _equal_before(first, a, second, b)
        most = min(len(first) - a, len(second) - b) - K
        length = before + K + _equal_behind(first, a + K, second, b + K, most)
        blocks.add(Block(a - before, b - before, length))
        reached[b - a] = a - before + length
    return list(blocks)


def _equal_behind(first: str, a: int, second: str, b: int, most: int) -> int:
    """How many of the `most` characters from `a` and `b` on are equal."""
    start, end = a, a + most
    for step in _STEPS:
        while a + step <= end and first[a : a + step] == second[b : b + step]:
            a += step
            b += step
    while a < end and first[a] == second[b]:
        a += 1
        b += 1
    return a - start


def _equal_before(first: str, a: int, second: str, b: int) -> int:
    """How many characters before `a` and `b` are equal."""
    start = a
    for step in _STEPS:
        while a >= step <= b and first[a - step : a] == second[b - step : b]:
            a -= step
            b -= step
    while a and b and first[a - 1] == second[b - 1]:
        a -= 1
        b -= 1
    return start - a


def _seeded(first: str, second: str, taken: _Taken) -> list[Block]:
    """Equal blocks of `SEED` characters and more in what of both texts is not taken yet."""
    seeds = defaultdict(list)
    for start, end in taken.free_of_first():
        for a in range(start, end - SEED + 1):
            seeds[first[a : a + SEED]].append((a, end))
    blocks = []
    for start, end in taken.free_of_second():
        reached: dict[int, int] = {}
        for b in range(start, end - SEED + 1):
            found = seeds.get(second[b : b + SEED])
            if found is None or len(found) > _OFTEN:
                continue
            for a, a_end in found:
                if reached.get(a - b, -1) > b:
                    continue
                most = min(a_end - a, end - b) - SEED
                more = _equal_behind(first, a + SEED, second, b + SEED, most)
                blocks.append(Block(a, b, SEED + more))
                reached[a - b] = b + SEED + more
    return blocks


class _Taken:
    """Blocks that share no character with one another, in either text."""

    def __init__(self, first: str, second: str) -> None:
        self._lengths = len(first), len(second)
        self._of_first: list[tuple[int, int]] = []
        self._of_second: list[tuple[int, int]] = []
        self.blocks: list[Block] = []
        self.characters = 0

    def add(self, blocks: Iterable[Block]) -> None:
        """Takes of each, longest first, what is free in both texts, if it has `SEED` characters still."""
        for one in sorted(blocks, key=lambda block: (-block.length, block.a, block.b)):
            cut = _cut(self._of_first, one, one.a)
            cut = cut and _cut(self._of_second, cut, cut.b)
            if cut is None or cut.length < SEED:
                continue
            insort(self._of_first, (cut.a, cut.a + cut.length))
            insort(self._of_second, (cut.b, cut.b + cut.length))
            self.blocks.append(cut)
            self.characters += cut.length

    def free_of_first(self) -> list[tuple[int, int]]:
        """Stretches of the first text that no block has."""
        return _free(self._of_first, self._lengths[0])

    def free_of_second(self) -> list[tuple[int, int]]:
        """Stretches of the second text that no block has."""
        return _free(self._of_second, self._lengths[1])


def _cut(taken: list[tuple[int, int]], block: Block, start: int) -> Block | None:
    """The block without what of `[start, start + length)` is taken at its edges; None where all of it is, or
    where something in its middle is."""
    end = start + block.length
    place = bisect_left(taken, (start,))
    skipped = 0
    if place and taken[place - 1][1] > start:
        skipped = taken[place - 1][1] - start
    if place < len(taken) and taken[place][0] < end:
        end = taken[place][0]
    length = end - start - skipped
    return Block(block.a + skipped, block.b + skipped, length) if length > 0 else None


def _free(taken: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    ends = [0, *(end for _, end in taken)]
    starts = [*(start for start, _ in taken), length]
    return [(start, end) for start, end in zip(ends, starts, strict=True) if end - start >= SEED]


def _passages(blocks: list[Block]) -> list[Passage]:
    """Neighbouring blocks joined over gaps of `GAP` characters; what is too short or too little the same is
    left out."""
    passages: list[Passage] = []
    for a, b, length in sorted(blocks):
        last = passages[-1] if passages else None
        if last is not None and a - last.a_end <= GAP and 0 <= b - last.b_end <= GAP:
            passages[-1] = Passage(last.a_start, a + length, last.b_start, b + length, last.same + length)
        else:
            passages.append(Passage(a, a + length, b, b + length, length))
    return [
        one
        for one in passages
        if one.a_end - one.a_start >= SHORTEST
        and one.same >= SAME * max(one.a_end - one.a_start, one.b_end - one.b_start)
    ]
