"""How much more of its output an outlet gives to something than before, and than another outlet does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Density(NamedTuple):
    """`number` of `every` article of one time. `past` and `against`: how many times the share of all earlier
    times, and of the reference at the same time; None where that has no articles, or none of these."""

    number: int
    every: int
    past: float | None
    against: float | None


def densities(
    line: Sequence[tuple[int, int]], reference: Sequence[tuple[int, int]] | None = None
) -> Iterator[Density]:
    """From (count, all) of each time, the earliest first, and those of a reference at the same times:
    `[(1, 10), (4, 10)]` gives None and 4.0 for `past`."""
    counted = everything = 0
    for place, (count, all_) in enumerate(line):
        beside = reference[place] if reference is not None else (0, 0)
        yield Density(
            count, all_, _times((count, all_), (counted, everything)), _times((count, all_), beside)
        )
        counted, everything = counted + count, everything + all_


def _times(one: tuple[int, int], other: tuple[int, int]) -> float | None:
    if not one[1] or not other[0] or not other[1]:
        return None
    return (one[0] / one[1]) / (other[0] / other[1])
