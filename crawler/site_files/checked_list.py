"""What a list of a site file gave when its site was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from crawler.items import Capture, Link

ARTICLES = 3  # of each list
# What is wrong: nothing answered, so that nothing is known; a list that is there no more (404, 410); a page
# that no class of the site fits; one that is no article; anything else.
Wrong = Literal["unreachable", "gone", "misfit", "no article", "differs"]


@dataclass(frozen=True)
class NoPage:
    """Why an address gave no page."""

    reason: str
    wrong: Wrong = "differs"


Fetched = Mapping[str, Capture | NoPage]  # by address


@dataclass(frozen=True, kw_only=True)
class CheckedList:
    """What a list of the site file gave. `problem`: why nothing, or what differs from the file, in words;
    `wrong`: of what kind that is."""

    address: str
    links: tuple[Link, ...] = ()
    by_form: bool = False  # the links were told by the form of their addresses
    lists: int = 0
    moved_to: str | None = None
    problem: str | None = None
    wrong: Wrong | None = None
    is_edition: bool = False

    @property
    def sample(self) -> tuple[str, ...]:
        return tuple(link.url for link in self.links[:ARTICLES])
