"""How sure a share is: Wilson's confidence interval."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

_95 = 1.959963984540054  # standard deviations on either side that hold 95 of 100 draws


class Interval(NamedTuple):
    low: float
    high: float


def wilson(count: int, total: int) -> Interval | None:
    """Where the true share lies, 95 times of 100, if `count` of `total` articles are a chance draw of what
    might have been published: 8 of 10 give 0.49 to 0.94. None where there is nothing to have a share of.

    It holds for small numbers and for shares near 0 and 1 too, where the usual one leaves 0 to 1 (Wilson
    1927; Brown, Cai and DasGupta 2001).
    """
    if total <= 0:
        return None
    share, square = count / total, _95**2
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = _95 / (1 + square / total) * sqrt(share * (1 - share) / total + square / (4 * total**2))
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def bounds(count: int, total: int) -> dict[str, float | None]:
    """`{"low": …, "high": …}` for programs, in four digits."""
    found = wilson(count, total)
    return {
        "low": round(found.low, 4) if found else None,
        "high": round(found.high, 4) if found else None,
    }


def spelled(count: int, total: int) -> str:
    """`49.0–94.3%` for people; a dash where there is nothing to have a share of."""
    found = wilson(count, total)
    return f"{found.low:.1%}–{found.high:.1%}".replace("%–", "–") if found else "-"
