"""Which outlets print the same text on the same day without a credit to one another, summed up by pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from indexer.copies.simultaneous import Simultaneous
from search_cli.corpus.flows import By, Period, name_of


@dataclass(frozen=True, kw_only=True)
class Together:
    """How many texts `one` and `other`, in the order of their names (the same for two outlets of one
    province), printed on the same day: those for which any credits an agency or an authority, and those
    for which nobody credits anybody."""

    one: str | None
    other: str | None
    credited: int
    uncredited: int

    @property
    def texts(self) -> int:
        return self.credited + self.uncredited


def together(found: Iterable[Simultaneous], by: By) -> list[Together]:
    """The pairs with the most texts first."""
    credited, uncredited = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for text in found:
        outlets = {one.outlet.name or one.site: one for one in text.articles}
        ends = sorted(name_of(one, by) or "" for one in outlets.values())
        (credited if text.hands else uncredited).update(set(combinations(ends, 2)))
    pairs = [
        Together(
            one=one or None,
            other=other or None,
            credited=credited[one, other],
            uncredited=uncredited[one, other],
        )
        for one, other in credited.keys() | uncredited.keys()
    ]
    return sorted(pairs, key=lambda pair: (-pair.texts, pair.one or "", pair.other or ""))


def within(found: Iterable[Simultaneous], period: Period) -> list[Simultaneous]:
    """Those of a period's days."""
    return [one for one in found if period.has(one.articles[0])]
