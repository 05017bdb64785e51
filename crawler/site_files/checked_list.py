"""What a list of a site file gave when its site was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.items import Capture, Link

ARTICLES = 3  # of each list
Fetched = Mapping[str, Capture | str]  # by address: the answer, or why there is none


@dataclass(frozen=True, kw_only=True)
class CheckedList:
    """What a list of the site file gave. `problem`: why nothing, or what differs from the file."""

    address: str
    links: tuple[Link, ...] = ()
    by_form: bool = False  # the links were told by the form of their addresses
    lists: int = 0
    moved_to: str | None = None
    problem: str | None = None
    is_edition: bool = False

    @property
    def sample(self) -> tuple[str, ...]:
        return tuple(link.url for link in self.links[:ARTICLES])
