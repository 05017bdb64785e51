"""The facts of a newspaper that is crawled edition by edition: where the first page of a day stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from crawler.pages.families.newspapers.addresses import EditionAddress, recognise

_DAY_CODES = re.compile(r"%(?![YmdyjeB%]|-[md])")

_SOME_DAY = date(2026, 5, 18)  # whose addresses tell what those of all days are like


@dataclass(frozen=True, kw_only=True)
class Newspaper:
    """`editions`: addresses of a day's first page, in which %Y, %m and %d stand for the day, as in
    `https://hbrb.hebnews.cn/pc/paper/layout/%Y%m/%d/node_01.html`; a later one is tried where an earlier one
    is not there. `index`: a page that leads to the newest edition, of a paper without such an address; other
    days' are then made of the one that it names."""

    editions: tuple[str, ...] = ()
    index: str | None = None

    def __post_init__(self) -> None:
        if not self.editions and self.index is None:
            raise ValueError("neither an address of an edition nor an index is known")
        for pattern in self.editions:
            told = recognise(_SOME_DAY.strftime(pattern), known_paper=True)
            if _DAY_CODES.search(pattern) or told is None or told.day != _SOME_DAY or told.kind != "edition":
                raise ValueError(f"{pattern!r} gives no address of an edition that names its day")

    def addresses(self, day: date) -> tuple[str, ...]:
        """The addresses at which the first page of that day's edition may stand."""
        return tuple(day.strftime(pattern) for pattern in self.editions)

    @property
    def family(self) -> str | None:
        """The grammar of its editions' addresses, `founder_new`; None where only an index leads to them."""
        told = self.told(next(iter(self.addresses(_SOME_DAY)), ""))
        return told.family if told is not None else None

    def told(self, url: str) -> EditionAddress | None:
        """What an address on the paper's own host tells."""
        return recognise(url, known_paper=True)
