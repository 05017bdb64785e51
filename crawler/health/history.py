"""The counts of one outlet, day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# What is counted of an outlet each Beijing day (table `outlet_days`), as `what` and the names under it.
PUBLISHED = ("published", "")  # articles first kept, by the day that they print
NEW = ("article", "new")  # articles first kept, by the day of fetching
GONE = ("article", "gone")
GONE_ONCE = ("outcome", "gone once")
FETCHED = "outcome"  # by state, pages of articles
FIELD = "field"  # articles first kept that have it
BROUGHT = "brought"  # by address of a list: new addresses that it showed first
LISTS_READ, LISTS_SHOWING = ("list", "read"), ("list", "showing")  # readings of lists; of these with articles
STALE = "stale"  # by address of a list: readings in which no link fitted the outlet's pattern
MISMATCH = ("mismatch", "")  # pages of articles that a page class of their outlet did not fit
BAD = ("failed", "empty", "unreadable")

Key = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class History:
    """`counts`: for each key a number for each day from `first` on, all of the same length."""

    site: str
    first: date
    days: int
    counts: Mapping[Key, Sequence[int]]

    def series(self, key: Key) -> Sequence[int]:
        """The counts of one key by day; zeros for what was never counted."""
        return self.counts.get(key) or [0] * self.days

    def names(self, what: str) -> list[str]:
        """The names counted under `what`, `field` gives `body`, `source`, ….."""
        return sorted(name for kind, name in self.counts if kind == what)

    def total(self, keys: Sequence[Key]) -> list[int]:
        """The counts of several keys together."""
        return [sum(day) for day in zip(*(self.series(key) for key in keys), strict=True)] if keys else []

    def day(self, at: int) -> date:
        return self.first + timedelta(at)

    def at(self, day: date) -> int:
        """The place of a day in the series; of an earlier one than the first, negative."""
        return (day - self.first).days

    @property
    def last(self) -> int:
        return self.days - 1
