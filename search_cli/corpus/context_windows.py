"""What stands within a window around places of a text, as stretches that nothing interrupts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search_cli.corpus.segmenters import Unit


class Stretch(NamedTuple):
    """Text that nothing interrupts, of one article, as units and as it is printed."""

    article: str
    units: tuple[str, ...]
    printed: tuple[str, ...]


def windows(
    text: str, units: Sequence[Unit], spans: Sequence[Sequence[int]], reach: int
) -> tuple[set[int], set[int]]:
    """The numbers of the units near the spans, and of those in them (a word of which a part is, too)."""
    starts, ends = [unit.start for unit in units], [unit.end for unit in units]
    near, inside = set[int](), set[int]()
    for start, end, *_ in spans:
        first, behind = bisect_right(ends, start), bisect_left(starts, end)
        inside.update(range(first, behind))
        paragraph = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        before = max(first - reach, bisect_left(starts, paragraph[0]))
        after = bisect_left(starts, paragraph[1]) if paragraph[1] >= 0 else len(units)
        near.update(range(before, first), range(behind, min(behind + reach, after)))
    return near - inside, inside


def stretches(article: str, text: str, units: Sequence[Unit], chosen: set[int]) -> Iterator[Stretch]:
    """The chosen units as stretches: cut at punctuation, and where units are not chosen."""
    stretch: list[Unit] = []
    for number in sorted(chosen):
        if stretch and not (number - 1 in chosen and units[number].joins):
            yield _stretch(article, text, stretch)
            stretch = []
        stretch.append(units[number])
    if stretch:
        yield _stretch(article, text, stretch)


def _stretch(article: str, text: str, units: Sequence[Unit]) -> Stretch:
    printed = tuple(text[one.start : one.end] for one in units)
    return Stretch(article, tuple(one.text for one in units), printed)
