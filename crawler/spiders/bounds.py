"""Where a run ends before nothing is due any more: after so many pages, or so long."""

from __future__ import annotations

import re
import time

from shengmei.messages import message
from shengmei.problems import UsageProblem

_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d)", re.IGNORECASE)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


class Bounds:
    """`pages`: how many may be fetched; `duration`: for how long. None is without end."""

    def __init__(self, pages: str | int | None, duration: str | None) -> None:
        self._pages_left = whole_number(pages)
        seconds = duration_seconds(duration)
        self._ends_at = None if seconds is None else time.monotonic() + seconds
        self.any = pages is not None or duration is not None

    @property
    def over(self) -> bool:
        """Whether nothing more may be dequeued."""
        return self._pages_left == 0 or self.late

    @property
    def late(self) -> bool:
        """Whether nothing more may be sent."""
        return self._ends_at is not None and time.monotonic() >= self._ends_at

    def at_most(self, pages: int) -> int:
        """As many of some pages as may be fetched."""
        return pages if self._pages_left is None else min(pages, self._pages_left)

    def take(self, pages: int) -> None:
        """So many pages are under way; a negative number of them was put back."""
        if self._pages_left is not None:
            self._pages_left -= pages


def whole_number(text: str | int | None) -> int | None:
    """`"50"` gives 50; None stays None. Raises `UsageProblem`."""
    if text is None:
        return None
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise UsageProblem(message("max_pages must be a whole number from 1, not {value!r}", value=text))
    return number


def duration_seconds(text: str | None) -> float | None:
    """`20m` gives 1200.0; s, m, h and d are known, and None stays None. Raises `UsageProblem`."""
    if text is None:
        return None
    found = _DURATION.fullmatch(text.strip())
    if found is None or not float(found.group(1)):
        raise UsageProblem(
            message("a duration is a number with s, m, h or d, such as 20m, not {value!r}", value=text)
        )
    return float(found.group(1)) * _SECONDS[found.group(2).lower()]
