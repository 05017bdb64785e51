"""Whether fewer pages than usual have what most have: a field, a layout that fits, an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.health.tails import few_of

WINDOWS = (1, 2, 3, 7)  # days looked at together
BEFORE = 56  # days that say what is usual
FEWEST_PAGES, FEWEST_DAYS = 40, 10  # without which nothing is usual yet
FALLEN = 0.1  # by so much of all pages: two bad pages in 330 are none, nor is one in ten
IMPROBABLE = 1e-7  # there are some fifteen shares to an outlet, and each is looked at in four windows
ALIKE = 0.03  # the least that the pages of a day resemble each other


@dataclass(frozen=True, kw_only=True)
class Fall:
    """Of `pages` pages since day `start` only `count` had it; `usual` is the usual share."""

    count: int
    pages: int
    usual: float
    start: int


class Share:
    """How many pages of each day have something."""

    def __init__(self, having: Sequence[int], pages: Sequence[int]) -> None:
        self._having = having
        self._pages = pages
        self._usual: dict[int, tuple[float, float] | None] = {}

    def fall(self, end: int) -> Fall | None:
        """The longest of the windows that end with day `end` in which the share was too small; None for
        none."""
        found = None
        for days in WINDOWS:
            start = end + 1 - days
            if start < FEWEST_DAYS:
                break
            pages, count = sum(self._pages[start : end + 1]), sum(self._having[start : end + 1])
            if count >= (1 - FALLEN) * pages:
                continue
            usual = self._usual_before(start)
            if usual is None or count / pages > usual[0] - FALLEN:
                continue
            if few_of(count, pages, *usual) < IMPROBABLE:
                found = Fall(count=count, pages=pages, usual=usual[0], start=start)
        return found

    def usual(self, before: int) -> float | None:
        """The usual share by the days before day `before`; None where there were too few pages."""
        usual = self._usual_before(before)
        return usual[0] if usual else None

    def _usual_before(self, before: int) -> tuple[float, float] | None:
        if before not in self._usual:
            self._usual[before] = self._compute(before)
        return self._usual[before]

    def _compute(self, before: int) -> tuple[float, float] | None:
        """The usual share, and how much the pages of a day resemble each other. Of the days the quarter with
        the smallest shares and the quarter with the largest say nothing: a bad week is not what is usual."""
        past = range(max(0, before - BEFORE), before)
        days = [
            (self._having[at] / self._pages[at], self._having[at], self._pages[at])
            for at in past
            if self._pages[at]
        ]
        if len(days) < FEWEST_DAYS or sum(day[2] for day in days) < FEWEST_PAGES:
            return None
        days.sort()
        cut = len(days) // 4
        middle = days[cut : len(days) - cut]
        share = (sum(day[1] for day in middle) + 0.5) / (sum(day[2] for day in middle) + 1)
        return share, _alike(days[len(days) // 10 :], share)


def _alike(days: list[tuple[float, int, int]], share: float) -> float:
    """How much more the shares of days vary than those of independent pages, as an intraclass correlation."""
    chance = share * (1 - share)
    more = sum((having - share * pages) ** 2 - pages * chance for _, having, pages in days)
    pairs = sum(pages * (pages - 1) * chance for _, _, pages in days)
    return min(0.5, max(ALIKE, more / pairs)) if pairs else ALIKE
