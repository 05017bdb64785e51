"""Which lines of a page are its body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class Span:
    """Lines `first` up to `end` of an outline, without those of inserts: recommendations amid the text."""

    first: int
    end: int
    inserts: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Body:
    """The lines of a body, and how much spoke for each box of the page that has prose."""

    span: Span
    ratings: Mapping[int, float]  # by number of the box
