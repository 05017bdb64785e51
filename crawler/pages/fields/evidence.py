"""A field's value together with its evidence: the rule that found it, what else was considered, what
contradicts it. Whoever decides a field returns one `Found`; nobody writes into another's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from crawler.items import Conflict

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One value that a field could have had.

    `rule` says where it stands, `printed` is the text there, `value` what it reads as (None: nothing that can
    be read). Scores compare within one field only: the highest wins. Of a field with several values, such as
    the bylines, each may have won.
    """

    field: str
    rule: str
    printed: str
    value: str | None
    score: float
    won: bool = False


class Statement(NamedTuple):
    """What one place of a page says about a field: its text, the rule that leads there, and its score."""

    text: str
    rule: str
    score: float


def no_candidates() -> tuple[Candidate, ...]:
    return ()


@dataclass(frozen=True)
class Found(Generic[T]):
    """What a field is (None or empty: the page does not show it) and why.

    `rule` means nothing where there is no value. `candidates` gives what was considered, in no order; it is
    made from the objects that decided, and only when somebody asks, because most readings are not explained.
    """

    value: T
    rule: str
    conflicts: tuple[Conflict, ...] = ()
    candidates: Callable[[], Iterable[Candidate]] = no_candidates
