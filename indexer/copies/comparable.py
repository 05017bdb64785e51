"""An article's text as it is compared: letters, digits and Han alone, in one script, width and case."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from indexer.copies.fingerprints import K
from indexer.copies.numbers import numbers_in
from indexer.search.text.fold import fold_fast

_NEITHER = re.compile(r"[\W_]+")
_MARK = re.compile(r"(?<=[0-9])[\W_](?=[0-9])")
_MARKS = {".": ".", "．": ".", "·": ".", ",": ","}
_HEAD = 80  # characters in which a dateline is looked for

_Place = tuple[int, int, str]  # [start, end) in the text, and a value
Numbers = tuple[list[_Place], list[_Place]]  # and those that are lone (numbers.py)
_Columns = tuple[list[int], list[int], list[str]]


@dataclass(frozen=True)
class Comparable:
    """`printed` is the text as the page has it, `text` what of it is compared; the first `dateline`
    characters of that are the wire's dateline (新华社武汉5月1日电), whose day is no number of the text."""

    printed: str
    text: str
    dateline: int = 0
    numbers_known: Numbers | None = None  # of one that comes without what is printed

    @classmethod
    def of(cls, printed: str, dateline: str | None = None) -> Comparable:
        """`３.５亿元（臺北）` gives `35亿元台北`; `dateline` is what the page prints of one."""
        start = printed.find(dateline, 0, _HEAD + len(dateline)) if dateline else -1
        head = printed[: start + len(dateline)] if dateline and start >= 0 else ""
        return cls(printed, _compared(printed), len(_compared(head)))

    @cached_property
    def _folded(self) -> str:
        return fold_fast(self.printed)

    @cached_property
    def places(self) -> list[int]:
        """Where in the printed text each character of `text` stands."""
        folded = self._folded
        places: list[int] = []
        end = 0
        for gap in _NEITHER.finditer(folded):
            places.extend(range(end, gap.start()))
            end = gap.end()
        places.extend(range(end, len(folded)))
        return places

    @cached_property
    def places_of_runs(self) -> PlacesOfRuns:
        """Where in `text` a run of characters begins; remembered, for a text is compared with many."""
        return PlacesOfRuns(self.text)

    @cached_property
    def repeated_runs(self) -> frozenset[str]:
        """The runs of `K` characters that `text` has more than once."""
        runs = [self.text[at : at + K] for at in range(len(self.text) - K + 1)]
        if len(set(runs)) == len(runs):
            return frozenset()
        return frozenset(run for run, times in Counter(runs).items() if times > 1)

    def excerpt(self, start: int, end: int) -> str:
        """What is printed for `text[start:end]`, marks in between included."""
        if start >= end:
            return ""
        return self.printed[self.places[start] : self.places[end - 1] + 1]

    def numbers(self, start: int, end: int) -> list[str]:
        """The values of the numbers in `text[start:end]`, `lone` ones (numbers.py) left out, as is one that
        begins before or goes on behind."""
        return _between(*self._numbers[0], start, end)

    def lone_numbers(self, start: int, end: int) -> list[str]:
        """The same of lone ones."""
        return _between(*self._numbers[1], start, end)

    def within_number(self, place: int) -> tuple[int, int]:
        """How many characters before and behind a place belong to a number that begins before it and goes on
        behind; of most places none."""
        starts, ends, _ = self._numbers[0]
        last = bisect_left(starts, place) - 1
        return (place - starts[last], ends[last] - place) if last >= 0 and ends[last] > place else (0, 0)

    @cached_property
    def _numbers(self) -> tuple[_Columns, _Columns]:
        """Where numbers begin and end, and their values; the same of lone ones."""
        plain, lone = (
            ([one[0] for one in places], [one[1] for one in places], [one[2] for one in places])
            for places in self.number_places
        )
        return plain, lone

    @cached_property
    def said_numbers(self) -> str:
        """All that `number_places` says."""
        return str(self.number_places)

    @cached_property
    def number_places(self) -> Numbers:
        """Where in `text` numbers stand, and lone ones."""
        if self.numbers_known is not None:
            return self.numbers_known
        sorted_: Numbers = [], []
        for one in numbers_in(_with_points(self.printed, self._folded)):
            start, end = bisect_left(self.places, one.start), bisect_left(self.places, one.end)
            sorted_[one.lone].append((start, end, one.value))
        return sorted_


def _between(starts: list[int], ends: list[int], values: list[str], start: int, end: int) -> list[str]:
    first, last = bisect_left(starts, start), bisect_left(starts, end)
    if first < last and ends[last - 1] > end:
        last -= 1
    return values[first:last]


def _with_points(printed: str, folded: str) -> str:
    """Folded, with the marks within numbers, which folding makes alike: `３．５亿` gives `3.5亿`."""
    for place in (found.start() for found in _MARK.finditer(folded)):
        mark = _MARKS.get(printed[place])
        if mark:
            folded = folded[:place] + mark + folded[place + 1 :]
    return folded


def _compared(printed: str) -> str:
    return _NEITHER.sub("", fold_fast(printed))


class PlacesOfRuns(dict[str, tuple[int, ...]]):
    """Where a text has each run of characters that was asked for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def __missing__(self, run: str) -> tuple[int, ...]:
        found = []
        place = self._text.find(run)
        while place >= 0:
            found.append(place)
            place = self._text.find(run, place + 1)
        self[run] = places = tuple(found)
        return places
