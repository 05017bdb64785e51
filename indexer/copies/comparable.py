"""An article's text as it is compared: letters, digits and Han alone, in one script, width and case."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from indexer.search.text.fold import fold_many

_NEITHER = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"[0-9]+|[〇零一二三四五六七八九十百千万亿两]{2,}")
_HEAD = 80  # characters in which a dateline is looked for


@dataclass(frozen=True)
class Comparable:
    """`printed` is the text as the page has it, `text` what of it is compared; the first `dateline`
    characters of that are the wire's dateline (新华社武汉5月1日电), whose day is no number of the text."""

    printed: str
    text: str
    dateline: int = 0

    @classmethod
    def of(cls, printed: str, dateline: str | None = None) -> Comparable:
        """`３.５亿元（臺北）` gives `35亿元台北`; `dateline` is what the page prints of one."""
        start = printed.find(dateline, 0, _HEAD + len(dateline)) if dateline else -1
        head = printed[: start + len(dateline)] if dateline and start >= 0 else ""
        return cls(printed, _compared(printed), len(_compared(head)))

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


def _compared(printed: str) -> str:
    return _NEITHER.sub("", fold_many(printed))
