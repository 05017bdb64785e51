"""What goes into the frontier and comes out of it: discoveries, rows to be fetched, and verdicts on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from crawler.store.scheduling.due import next_due, next_steady
from crawler.store.values import stamp

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
RowKind = Literal["article", "list", "edition"]  # edition: a page of a newspaper's edition of a day
LIST, NEW, AGAIN = 0, 1, 2  # priorities: lists lead to news, news before what is known already
# The columns that a verdict writes, but for the moment of the answer.
CLOSED = (
    *("state", "priority", "due_at", "attempts", "steady", "hops", "etag", "last_modified", "last_error"),
    *("target", "sighting", "sighted_at"),
)
# What was seen once of an address whose article is kept, and counts when it is seen again a day later.
Sighting = Literal["gone once", "returned once"]
GONE_ONCE: Sighting = "gone once"
RETURNED_ONCE: Sighting = "returned once"
_SINCE = "; since then "  # between the reason of a sighting and that of a failure behind it
_LONGEST_REASON = 500


@dataclass(frozen=True, kw_only=True)
class Discovery:
    """An address that a page, a list or a person named. `url` is canonical, `address` what to fetch."""

    url: str
    address: str
    site: str
    kind: RowKind = "article"
    title: str | None = None
    published_raw: str | None = None
    found_on: str | None = None
    hops: int = 0
    again: bool = False  # due now even if it is known: a further page of a list that has news


@dataclass(frozen=True)
class GroupClaim:
    """A throttle group that a crawl has taken: what it writes counts until another one takes it over, which
    raises the group's epoch."""

    group: str
    epoch: int


@dataclass(frozen=True, kw_only=True)
class FrontierRow:
    """A row of the frontier that was dequeued to be fetched."""

    url: str
    address: str
    site: str
    kind: RowKind
    attempts: int
    steady: int
    hops: int
    first: bool  # never answered before
    title: str | None
    published_raw: str | None
    last_error: str | None = None  # the reason of its state before
    state: State = "discovered"  # before it was dequeued
    found_on: str | None = None  # the list that led to it; None of one that a crawl starts from
    discovered_at: datetime | None = None
    fetched_at: datetime | None = None  # when it was answered last
    etag: str | None = None  # of the version that was kept, for conditional requests
    last_modified: str | None = None
    sighting: Sighting | None = None
    sighted_at: datetime | None = None  # when that was seen first
    claim: GroupClaim | None = None  # under which it was dequeued


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
    published: datetime | None = None  # what the article says; its later visits are counted from there
    etag: str | None = None  # of a version that was kept, as its server says
    last_modified: str | None = None
    excused: bool = False  # its server was away: the failure does not count against the address
    maybe_away: bool = False  # its server has answered nothing else: it is not left alone for long
    sighting: Sighting | None = None  # of its article, to be seen again: no failure, whatever the state is
    sighted_at: datetime | None = None  # when that was seen first


def new_row(found: Discovery, now: str) -> dict[str, object]:
    """The row of an address that was just found, due at once."""
    return {
        "url": found.url,
        "address": found.address,
        "site": found.site,
        "kind": found.kind,
        "state": "discovered",
        "priority": NEW if found.kind == "article" else LIST,
        "discovered_at": now,
        "due_at": now,
        "attempts": 0,
        "steady": 0,
        "hops": found.hops,
        "found_on": found.found_on,
        "title": _whole(found.title),
        "published_raw": _whole(found.published_raw),
    }


def _whole(text: str | None) -> str | None:
    """Half a surrogate pair, which a list's JSON may hold and UTF-8 may not, becomes `?`."""
    return text.encode("utf-8", "replace").decode() if text else text


def closed_row(one: Verdict) -> dict[str, object]:
    """What a verdict writes into the row of its address."""
    steady = one.row.steady
    if one.state == "kept":
        steady = next_steady(one.row.kind, steady, changed=one.changed)
    # Only a request with an outcome is an attempt. One that was under way when its run was killed says
    # nothing of its address: counted, it would cost the address a retry that it has where nobody kills.
    due = one.due_at or next_due(
        one.state,
        one.row.kind,
        attempts=one.row.attempts + 1,
        steady=steady,
        at=one.at,
        published=one.published or one.row.discovered_at,
        front=one.row.found_on is None,
        maybe_away=one.maybe_away,
    )
    attempts = one.row.attempts + 1 if one.state in ("failed", "empty") else 0
    priority = AGAIN if one.row.kind == "article" else LIST
    # A failure between two sightings says nothing of the article; any other answer ends the first one.
    is_between = one.state == "failed" and one.sighting is None and one.row.sighting is not None
    seen = one.row if is_between else one
    return {
        "u": one.row.url,
        "state": one.state,
        "priority": NEW if one.excused and one.row.state == "discovered" and priority else priority,
        "due_at": stamp(due) if due else None,
        "answered": stamp(one.at) if one.answered else None,
        "attempts": one.row.attempts if one.excused else attempts,
        "steady": steady,
        # Until something is kept: a redirect that grows each time must end, over retries too.
        "hops": 0 if one.state == "kept" else one.row.hops,
        "etag": one.etag if one.state == "kept" else one.row.etag,
        "last_modified": one.last_modified if one.state == "kept" else one.row.last_modified,
        "last_error": _whole(one.reason if seen is one else _failed_since(one)),
        "target": one.target,
        "sighting": seen.sighting,
        "sighted_at": stamp(seen.sighted_at) if seen.sighted_at else None,
    }


def sighting_said(row: FrontierRow) -> str:
    """The reason that was given when its article was first seen gone, or back, without what failed since."""
    return (row.last_error or "").partition(_SINCE)[0]


def _failed_since(one: Verdict) -> str:
    return f"{sighting_said(one.row)}{_SINCE}{one.reason}"[:_LONGEST_REASON]
