"""Whether fewer articles come than usual: the last days against the same weekdays before them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import pi, sqrt

from crawler.health.day_kinds import LEAST, DayKind, day_kind
from crawler.health.tails import few

WINDOWS = (1, 2, 3, 5, 7, 14, 28)  # days looked at together
LONGEST = WINDOWS[-1]
WEEKS = 8  # comparable weeks that say what is usual
FEWEST = 3  # weeks without which nothing is usual yet
MISSING = 0.85  # of what is expected: 15 % are missing, a fifth less what chance adds
# So improbable is a shortfall of one day that chance brings less than once in a year over 100 outlets.
# Windows of more days overlap, so that fewer of them say something new: they are given the root of their
# length.
IMPROBABLE = 2e-7
IMPROBABLE_SILENCE = 3e-6  # nothing at all is something else than a bad week
STORY = 0.5  # news come in stories: what is above the usual is half as much above it a day later
# The least relative variance from day to day, and of the level from week to week.
DAILY, LASTING = 0.001, 0.0003


@dataclass(frozen=True, kw_only=True)
class Shortfall:
    """So many came in the last `days` days, where `expected` are usual; `start` is the first of these
    days."""

    count: int
    expected: float
    start: int
    days: int


class Volume:
    """A series of counts by day, and what is usual in it."""

    def __init__(self, counts: Sequence[int], first: date) -> None:
        self._counts = list(counts)
        days = [first + timedelta(at) for at in range(len(counts))]
        self._days = [(day.weekday(), day_kind(day)) for day in days]
        # By weekday the places of the days that can be compared: neither holidays nor near Spring Festival.
        self._comparable: list[list[int]] = [[] for _ in range(7)]
        for at, (weekday, kind) in enumerate(self._days):
            if kind == "usual":
                self._comparable[weekday].append(at)
        self._levels: dict[tuple[int, int], float] = {}

    def shortfall(self, end: int) -> Shortfall | None:
        """The longest of the windows that end with day `end` in which nothing came where something should
        have; else the longest in which too little came; None for none."""
        return self.silence(end) or next(self._shortfalls(end, IMPROBABLE), None)

    def silence(self, end: int) -> Shortfall | None:
        """The longest of the windows in which nothing came where something should have; None for none."""
        silent = next((at for at in range(LONGEST) if end < at or self._counts[end - at]), LONGEST)
        # All the days since the last article, and not the next shorter window: of an outlet of two a day a
        # week is no wonder yet and ten days are.
        windows = sorted({silent, *(days for days in WINDOWS if days < silent)} - {0})
        return next(self._shortfalls(end, IMPROBABLE_SILENCE, windows), None)

    def _shortfalls(
        self, end: int, improbable: float, windows: Sequence[int] = WINDOWS
    ) -> Iterator[Shortfall]:
        """All windows in which too little came, the longest first."""
        for days in reversed(windows):
            start = end + 1 - days
            levels = self.levels(start)
            if levels is None:
                continue
            of_days = [(levels_on(levels, self._days[at]), self._days[at][0]) for at in range(start, end + 1)]
            count, expected = sum(self._counts[start : end + 1]), sum(one for one, _ in of_days)
            if count > MISSING * expected:
                continue
            if few(count, expected, self._variance(start, levels, of_days)) < sqrt(days) * improbable:
                yield Shortfall(count=count, expected=expected, start=start, days=days)

    def expected(self, start: int, end: int) -> float:
        """What is to be expected at least of the days from `start` to `end`, by the days before them."""
        levels = self.levels(start)
        return sum(levels_on(levels, self._days[at]) for at in range(start, end + 1)) if levels else 0.0

    def levels(self, before: int) -> list[float] | None:
        """What is usual of each weekday before day `before`; None where there are too few comparable days."""
        found = []
        for weekday, places in enumerate(self._comparable):
            known = bisect_left(places, before)
            if known < FEWEST:
                return None
            if (weekday, known) not in self._levels:
                recent = places[max(0, known - WEEKS) : known]
                self._levels[weekday, known] = middle([self._counts[at] for at in recent])
            found.append(self._levels[weekday, known])
        return found

    def _variance(self, start: int, levels: list[float], of_days: list[tuple[float, int]]) -> float:
        """The variance of what these days bring, with that of the levels, which are estimates themselves."""
        compared = []
        for weekday, places in enumerate(self._comparable):
            known = bisect_left(places, start)
            compared += [
                (self._counts[at], levels[weekday], at) for at in places[max(0, known - WEEKS) : known]
            ]
        daily, lasting = _spread(compared)
        variance = (
            sum(one + daily * one**2 for one, _ in of_days) + lasting * sum(one for one, _ in of_days) ** 2
        )
        for weekday, level in enumerate(levels):
            if level:
                times = sum(one for one, day in of_days if day == weekday) / level
                variance += times**2 * (level + daily * level**2) * (pi / 2) / WEEKS
        return variance


def levels_on(levels: list[float], day: tuple[int, DayKind]) -> float:
    """What is to be expected at least of a day of this weekday and kind."""
    weekday, kind = day
    if kind == "usual":
        return levels[weekday]
    return LEAST[kind] * (levels[weekday] if kind == "season" else min(levels))


def middle(values: Sequence[int]) -> float:
    """The mean of the middle half: unlike a median not coarse for small counts, and as deaf to odd days."""
    ordered = sorted(values)
    cut = len(ordered) // 4
    kept = ordered[cut : len(ordered) - cut]
    return sum(kept) / len(kept)


def _spread(days: list[tuple[int, float, int]]) -> tuple[float, float]:
    """The relative variance beyond Poisson's from day to day, and of the level of whole weeks; the tenth of
    the days that is oddest left out, and made up for."""
    within = sorted(((count - level) ** 2, level) for count, level, _ in days if level)
    kept = within[: len(within) * 9 // 10]
    if not kept:
        return DAILY, LASTING
    # Without the tenth farthest out, the mean square of normal values is 0.56 of the whole.
    squares = sum(square for square, _ in kept) / 0.56
    daily = (squares - sum(level for _, level in kept)) / sum(level**2 for _, level in kept)
    weeks: dict[int, list[float]] = {}
    for count, level, at in days:
        both = weeks.setdefault(at // 7, [0.0, 0.0])
        both[0] += count
        both[1] += level
    ratios = sorted(abs(count / level - 1) for count, level in weeks.values() if level)
    typical = ratios[len(ratios) // 2] * 1.48 if ratios else 0.0  # from the median to a standard deviation
    mean = sum(level for _, level, _ in days) / len(days)
    lasting = typical**2 - max(daily, DAILY) / 7 - 1 / (7 * mean) if mean else 0.0
    return max(DAILY, daily), max(LASTING, lasting)
