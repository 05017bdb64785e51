"""Which of many days, months or years bear their name below a chart."""

from __future__ import annotations

from collections.abc import Sequence

ROOM = 110  # characters side by side
GAP = 3
# The first of a month, the first of a year: rounder than every n-th.
ROUND = ("", "-01", "-01-01")


def shown_ticks(labels: Sequence[str], room: int = ROOM) -> list[int]:
    """Places of as many labels as have room (in characters): all, the firsts of months or years, or every
    n-th of them.

    >>> shown_ticks(["2020-12", "2021-01", "2021-02"])
    [0, 1, 2]
    """
    most = room // (max(map(len, labels), default=0) + GAP)
    found = [[place for place, label in enumerate(labels) if label.endswith(end)] for end in ROUND]
    few = next((places for places in found if 3 <= len(places) <= most), None)
    if few is None:
        few = next((places for places in reversed(found) if len(places) > most), [])
    return few[:: max(1, -(-len(few) // most))] if few else list(range(len(labels)))
