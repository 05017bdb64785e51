"""An article's text as it is compared: letters, digits and Han alone, in one script, width and case."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from crawler.normalise.datelines import read_dateline
from indexer.search.text.fold import fold_many

_NEITHER = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"[0-9]+|[〇零一二三四五六七八九十百千万亿两]{2,}")
_HEAD = 80  # characters in which a dateline is looked for


@dataclass(frozen=True)
class Comparable:
    """`printed` is the text as the page has it, `text` what of it is compared."""

    printed: str
    text: str

    @classmethod
    def of(cls, printed: str) -> Comparable:
        """`３.５亿元（臺北）` gives `35亿元台北`."""
        return cls(printed, _NEITHER.sub("", fold_many(printed)))

    @cached_property
    def places(self) -> list[int]:
        """Where in the printed text each character of `text` stands."""
        folded = fold_many(self.printed)
        places: list[int] = []
        end = 0
        for gap in _NEITHER.finditer(folded):
            places.extend(range(end, gap.start()))
            end = gap.end()
        places.extend(range(end, len(folded)))
        return places

    @cached_property
    def behind_dateline(self) -> int:
        """How many characters of `text` the dateline at its head takes: 新华社武汉5月1日电. 0 without one."""
        dateline = read_dateline(self.printed)
        if dateline is None:
            return 0
        end = self.printed.find(dateline.raw, 0, _HEAD + len(dateline.raw)) + len(dateline.raw)
        return len(_NEITHER.sub("", fold_many(self.printed[:end])))

    def excerpt(self, start: int, end: int) -> str:
        """What is printed for `text[start:end]`, marks in between included."""
        if start >= end:
            return ""
        return self.printed[self.places[start] : self.places[end - 1] + 1]

    def numbers(self, start: int, end: int) -> list[str]:
        """The numbers in `text[start:end]`; Chinese ones of two characters and more are numbers too. One that
        begins before or goes on behind is left out."""
        return [self.text[first:last] for first, last in self._numbers_within(start, end)]

    def _numbers_within(self, start: int, end: int) -> list[tuple[int, int]]:
        first = bisect_left(self._number_places, (start,))
        last = bisect_left(self._number_places, (end,))
        return [place for place in self._number_places[first:last] if place[1] <= end]

    @cached_property
    def _number_places(self) -> list[tuple[int, int]]:
        return [match.span() for match in _NUMBER.finditer(self.text)]
