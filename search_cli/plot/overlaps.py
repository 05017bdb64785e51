"""Where lines of a chart coincide, so that the drawing can show each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

Values = Sequence[float | None]


@dataclass(frozen=True)
class Piece:
    """A line from one place to a later one where `of` lines lie together, itself the `rank`-th (from 0).

    A piece of one place only (`first == last`) is a value with none on either side.
    """

    first: int
    last: int
    rank: int = 0
    of: int = 1


def pieces(lines: Sequence[Values], number: int) -> Iterator[Piece]:
    """Line `number`, cut wherever the set of lines that it coincides with changes; gaps (None) are left out.

    >>> list(pieces([(1, 2, 3), (1, 2, 0)], 1))
    [Piece(first=0, last=1, rank=1, of=2), Piece(first=1, last=2, rank=0, of=1)]
    """
    own = lines[number]
    steps = [(start, _coinciding(lines, own, start)) for start in range(len(own) - 1)]
    for coinciding, run in groupby(steps, key=lambda step: step[1]):
        if coinciding:
            starts = [start for start, _ in run]
            yield Piece(starts[0], starts[-1] + 1, coinciding.index(number), len(coinciding))
    for place, value in enumerate(own):
        if value is not None and not any(_there(own, near) for near in (place - 1, place + 1)):
            yield Piece(place, place)


def _coinciding(lines: Sequence[Values], own: Values, start: int) -> tuple[int, ...]:
    """The numbers of the lines with the same values at `start` and the next place, this line's own included;
    none at a gap."""
    step = own[start], own[start + 1]
    if None in step:
        return ()
    return tuple(n for n, other in enumerate(lines) if (other[start], other[start + 1]) == step)


def _there(line: Values, place: int) -> bool:
    return 0 <= place < len(line) and line[place] is not None


def values_above(lines: Sequence[Values]) -> list[list[int]]:
    """For each value of each line, how many later lines have the same value there, and are drawn over it:
    `[(1, 2), (1, 3)]` gives `[[1, 0], [0, 0]]`."""
    over: list[list[int]] = []
    seen: list[Counter[float | None]] = [Counter() for _ in (lines[0] if lines else ())]
    for line in reversed(lines):
        over.append([seen[place][value] for place, value in enumerate(line)])
        for place, value in enumerate(line):
            seen[place][value] += 1
    return over[::-1]
