"""What goes into the frontier and comes out of it: discoveries, rows to be fetched, and verdicts on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal[
    "discovered",
    "fetching",
    "kept",
    "redirect",
    "alias",
    "empty",
    "failed",
    "unreadable",
    "gone",
    "disallowed",
    "forgotten",
]
GONE_ONCE = "gone once"  # begins the reason of an address whose article was seen gone, but not twice


@dataclass(frozen=True, kw_only=True)
class Discovery:
    """An address that a page, a list or a person named. `url` is canonical, `address` what to fetch."""

    url: str
    address: str
    site: str
    kind: Literal["article", "list"] = "article"
    title: str | None = None
    published_raw: str | None = None
    found_on: str | None = None
    hops: int = 0
    again: bool = False  # due now even if it is known: a further page of a list that has news


@dataclass(frozen=True, kw_only=True)
class FrontierRow:
    """A row of the frontier that was dequeued to be fetched."""

    url: str
    address: str
    site: str
    kind: Literal["article", "list"]
    attempts: int
    steady: int
    hops: int
    first: bool  # never answered before
    title: str | None
    published_raw: str | None
    last_error: str | None = None  # the reason of its state before


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What became of an address: state and reason, the target of a redirect, whether anything changed."""

    row: FrontierRow
    state: State
    at: datetime
    reason: str | None = None
    target: str | None = None
    changed: bool = True
    answered: bool = True  # a response came, whatever it said
    due_at: datetime | None = None  # to be fetched again then, instead of when its state says
    gone_once: bool = False  # its article was seen gone for the first time, which is no failure
