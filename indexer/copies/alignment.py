"""Which characters of one text stand in another: equal blocks, longest first, joined to passages.

The shorter text is the first, so that a pair has one alignment, whichever of the two came first.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from indexer.copies.comparable import Comparable
from indexer.copies.fingerprints import K

SEED = 6  # characters: the shortest equal block
GAP = 10  # characters between two blocks of one passage, in either text
SHORTEST = 16  # characters of a passage
SAME = 0.55  # of a passage's characters
_ENOUGH = 0.97  # of the shorter text: then shorter blocks are not looked for
_OFTEN = 16  # times that a seed stands in the shorter text; one that stands there more often is none
_FEW = 12  # runs in common
_NEAR = 31  # characters before a run: within about as many a print of the same block would stand
_SEARCHES = (
    16  # characters of a text for each run that is searched for: with more runs all its places are looked at
)


class Block(NamedTuple):
    """`first[a:a + length] == second[b:b + length]`."""

    a: int
    b: int
    length: int


class SharedRuns(NamedTuple):
    """Where runs of `K` characters begin of which both texts have a print: in the first text or in the
    second, each of them once, in order."""

    starts: Sequence[int]
    of_first: bool


class Passage(NamedTuple):
    """`first[a_start:a_end]` stands, changed a little, in `second[b_start:b_end]`; `same` of its characters
    are equal."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    same: int


def aligned(first: Comparable, second: Comparable, shared: SharedRuns) -> list[Passage]:
    """The passages of the shorter text (`first`) that stand in the longer one, in the order of the first.

    A run that either has more than `_OFTEN` times is left out. Of a block that stands in the other text
    twice, one copy counts.
    """
    taken = _Taken(first.text, second.text)
    taken.add(_around_runs(first, second, shared))
    if taken.characters < _ENOUGH * len(first.text):
        taken.add(_seeded(first.text, second.text, taken))
    return _passages(taken.blocks)


def _around_runs(first: Comparable, second: Comparable, shared: SharedRuns) -> set[Block]:
    """The longest equal block around each place at which both texts have one of these runs."""
    one, other = (first, second) if shared.of_first else (second, first)
    text, starts = one.text, shared.starts
    several: Sequence[int] = ()
    if len(starts) <= _FEW:  # then it is not worth to know which runs a text has twice
        starts, several = (), starts
    elif repeated := one.repeated_runs | other.repeated_runs:
        several = [at for at in starts if text[at : at + K] in repeated]
        if several:
            starts = [at for at in starts if text[at : at + K] not in repeated]
    blocks: set[Block] = set()
    there = other.places_of_runs
    place = 0
    while place < len(starts):
        start = starts[place]
        place += 1
        for at in there[text[start : start + K]]:  # one, or none: hashes may be equal by chance
            before = _equal_before(text, start, other.text, at)
            behind = equal_behind(text, start + K, other.text, at + K)
            here = (start - before, at - before) if shared.of_first else (at - before, start - before)
            blocks.add(Block(*here, before + K + behind))
            # Those that begin within the block stand in it, and nowhere else.
            place = bisect_left(starts, start + behind + 1, place)
    reached: dict[int, int] = {}  # by diagonal: the end of the last block, in the first text
    for a, b in _pairs_of_places(first, second, {text[at : at + K] for at in several}) if several else ():
        if a >= reached.get(b - a, 0):
            block = _grown(first.text, a, second.text, b)
            blocks.add(block)
            reached[b - a] = block.a + block.length
    return blocks


def _pairs_of_places(first: Comparable, second: Comparable, runs: Iterable[str]) -> list[tuple[int, int]]:
    here, there = first.places_of_runs, second.places_of_runs
    both = ((here[run], there[run]) for run in runs)
    few = ((a, b) for a, b in both if len(a) <= _OFTEN and len(b) <= _OFTEN)
    return sorted((a, b) for a_places, b_places in few for a in a_places for b in b_places)


def _grown(first: str, a: int, second: str, b: int) -> Block:
    """The longest equal block around the run of `K` characters at these places."""
    before = _equal_before(first, a, second, b)
    return Block(a - before, b - before, before + K + equal_behind(first, a + K, second, b + K))


def equal_behind(first: str, a: int, second: str, b: int, most: int | None = None) -> int:
    """How many of the `most` characters from `a` and `b` on are equal; without it of all."""
    if most is None:
        most = min(len(first) - a, len(second) - b)
    if first[a : a + most] == second[b : b + most]:
        return most
    # The first that differs is found by halves: a slice is compared in C, a character by the interpreter.
    start, step = a, 1 << most.bit_length() >> 1
    while step:
        if first[a : a + step] == second[b : b + step]:
            a += step
            b += step
        step >>= 1
    return a - start


def _equal_before(first: str, a: int, second: str, b: int) -> int:
    """How many characters before `a` and `b` are equal."""
    most = min(a, b)
    if most > _NEAR and first[a - _NEAR : a] != second[b - _NEAR : b]:
        most = _NEAR
    elif first[a - most : a] == second[b - most : b]:
        return most
    start, step = a, 1 << most.bit_length() >> 1
    while step:
        if step <= a and step <= b and first[a - step : a] == second[b - step : b]:
            a -= step
            b -= step
        step >>= 1
    return start - a


def _seeded(first: str, second: str, taken: _Taken) -> list[Block]:
    """Equal blocks of `SEED` characters and more in what of both texts is not taken yet."""
    free_a, free_b = taken.free_of_first(), taken.free_of_second()
    if not free_a or not free_b:
        return []
    both = _runs_of_stretches(first, free_a) & _runs_of_stretches(second, free_b)
    if not both:
        return []
    seeds: dict[str, list[tuple[int, int]]] = {}
    for a, end in _places_of(both, first, free_a):
        seeds.setdefault(first[a : a + SEED], []).append((a, end))
    blocks = []
    reached: dict[int, int] = {}  # by diagonal: the end of the last block, in the second text
    for b, end in _places_of(both & seeds.keys(), second, free_b):
        found = seeds[second[b : b + SEED]]
        if len(found) > _OFTEN:
            continue
        for a, a_end in found:
            if reached.get(a - b, -1) > b:
                continue
            most = min(a_end - a, end - b) - SEED
            more = equal_behind(first, a + SEED, second, b + SEED, most)
            blocks.append(Block(a, b, SEED + more))
            reached[a - b] = b + SEED + more
    return blocks


def _runs_of_stretches(text: str, stretches: Sequence[tuple[int, int]]) -> Set[str]:
    """The runs of `SEED` characters in stretches of a text, and where these are most of it perhaps others of
    it: then they are remembered, for a text is compared with many."""
    if sum(end - start for start, end in stretches) * 2 > len(text):
        return _runs_of(text)
    return {text[at : at + SEED] for start, end in stretches for at in range(start, end - SEED + 1)}


@lru_cache(maxsize=256)  # some 60 kB each
def _runs_of(text: str) -> frozenset[str]:
    return frozenset([text[at : at + SEED] for at in range(len(text) - SEED + 1)])


def _places_of(runs: Set[str], text: str, stretches: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Where these runs of `SEED` characters stand in stretches of a text, in order, and where the stretch
    ends."""
    if len(runs) * _SEARCHES < len(text):
        found = []
        for start, end in stretches:
            for run in runs:
                at = text.find(run, start, end)
                while at >= 0:
                    found.append((at, end))
                    at = text.find(run, at + 1, end)
        return sorted(found)
    return [
        (at, end)
        for start, end in stretches
        for at in range(start, end - SEED + 1)
        if text[at : at + SEED] in runs
    ]


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
        if not self.blocks and (apart := _apart(blocks)):
            self.blocks = apart
            self._of_first = [(a, a + length) for a, _, length in apart]
            self._of_second = [(b, b + length) for _, b, length in apart]
            self.characters = sum([length for _, _, length in apart])
            return
        for one in sorted(blocks, key=_longest_first):
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


def _apart(blocks: Iterable[Block]) -> list[Block]:
    """Blocks in their order, where it is the same in both texts and none shares a character with another:
    most copies have no others. Otherwise none."""
    found = sorted(blocks)
    a_end = b_end = 0
    for a, b, length in found:
        if a < a_end or b < b_end or length < SEED:
            return []
        a_end, b_end = a + length, b + length
    return found


def _longest_first(block: Block) -> tuple[int, int, int]:
    a, b, length = block
    return -length, a, b


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
