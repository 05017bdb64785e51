"""How a worker visits platforms: some at a time, each for a while or some pages, then the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

UNBOUNDED = 1_000_000_000  # pages of a visit without a bound


@dataclass(frozen=True, kw_only=True)
class VisitBounds:
    """`at_once`: platforms that a worker visits at a time; a visit ends after `seconds` or `pages`; `most`:
    how many visits it makes in all, None for no bound."""

    at_once: int = 16
    seconds: float = 60.0
    pages: int = 200
    most: int | None = None


class Visits:
    """The visits of a worker. `clock` gives seconds on a clock that nobody sets."""

    def __init__(self, bounds: VisitBounds, clock: Callable[[], float]) -> None:
        self._bounds = bounds
        self._clock = clock
        self._ends: dict[str, float] = {}  # by platform: when its visit is over
        self._pages: dict[str, int] = {}  # by platform: dequeued in its visit
        self.begun = 0
        self.is_draining = False  # no further visit is begun

    @property
    def room(self) -> int:
        """How many visits may be begun now."""
        if self.is_draining:
            return 0
        free = self._bounds.at_once - len(self._ends)
        return max(free if self._bounds.most is None else min(free, self._bounds.most - self.begun), 0)

    @property
    def all_made(self) -> bool:
        """Whether as many visits were begun as may be."""
        return self._bounds.most is not None and self.begun >= self._bounds.most

    def begin(self, group: str) -> None:
        self._ends[group] = self._clock() + self._bounds.seconds
        self._pages[group] = 0
        self.begun += 1

    def end(self, group: str) -> None:
        self._ends.pop(group, None)
        self._pages.pop(group, None)

    def pages_left(self, group: str) -> int:
        """How many pages of a platform may still be dequeued in its visit."""
        return max(self._bounds.pages - self._pages.get(group, 0), 0)

    def count(self, groups: Iterable[str]) -> None:
        """A page of each of these platforms was dequeued."""
        for group in groups:
            self._pages[group] = self._pages.get(group, 0) + 1

    def remember(self) -> Callable[[], None]:
        """What puts back all that is known now, where the transaction that changed it was not kept."""
        ends, pages, begun = dict(self._ends), dict(self._pages), self.begun

        def put_back() -> None:
            self._ends, self._pages = dict(ends), dict(pages)
            self.begun = begun

        return put_back

    def over(self) -> set[str]:
        """The platforms whose visits have lasted as long as they may."""
        now = self._clock()
        return {group for group, end in self._ends.items() if now >= end or not self.pages_left(group)}
