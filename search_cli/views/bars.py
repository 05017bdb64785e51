"""Bars in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from shengmei.console.translation import message

EIGHTHS = " ▏▎▍▌▋▊▉█"
LONGEST_GAP = 5  # empty buckets one after another that have a line each; programs get them all


def shortened(buckets: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int | None]]:
    """The buckets; a long run of empty ones is a line that says how many, with None."""
    for empty, group in groupby(buckets, key=lambda one: not one[1]):
        run = list(group)
        if empty and len(run) > LONGEST_GAP:
            said = message("… {number:,} times 0, from {first} on", number=len(run), first=run[0][0])
            yield said, None
        else:
            yield from run


def bar(count: float, most: float, room: int) -> str:
    """`count` of `most` on `room` columns, in eighths of a column; anything above 0 is seen."""
    if not count or room <= 0:
        return ""
    eighths = max(1, round(count / most * room * 8))
    return EIGHTHS[8] * (eighths // 8) + (EIGHTHS[eighths % 8] if eighths % 8 else "")
