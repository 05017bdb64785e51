"""What an index answers: hits with highlights, facets, a timeline, distinctive terms, scans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Interval = Literal["day", "week", "month", "quarter", "year"]
Counts = Literal["documents", "stories"]  # what a number is a number of (indexer/search/story_index.py)
Cycle = Literal["hour", "weekday"]  # what comes again each day, each week


@dataclass(frozen=True, kw_only=True)
class Highlight:
    """A passage of the printed text; `marks` are the places of what was asked for: [start, end) in code
    points of `text`."""

    field: str
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One document found; `document` is all the index knows of it (indexer/search/mappings)."""

    id: str
    score: float | None
    document: dict[str, Any]
    highlights: tuple[Highlight, ...] = ()
    found: int | None = None  # where hits are stories: how many articles of this one match


@dataclass(frozen=True, kw_only=True)
class Results:
    """`total` is exact; `hits` the asked-for page of them."""

    total: int
    hits: tuple[Hit, ...]
    counts: Counts = "documents"  # what `total` is the number of


@dataclass(frozen=True, kw_only=True)
class Facet:
    """How often each value of a field stands in the documents that match; `year` is that of publication.

    A document with several values counts for each of them, once.
    """

    field: str  # one of `fields.counted_fields()`
    total: int  # documents that match
    values: tuple[tuple[str, int], ...]  # as printed, documents; most first, equal ones by value
    without: int  # documents that have no value in this field
    others: int  # distinct values beyond the limit
    other_documents: int  # the sum of their counts
    counts: Counts = "documents"  # what all these are numbers of


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """The documents that match over Beijing's calendar; total = sum of buckets + undated + coarser."""

    interval: Interval | Cycle
    total: int  # documents that match
    # First day, `2021-05-01` (weeks: a Monday), or of a cycle `08` and `Mon`; documents, 0 in gaps.
    buckets: tuple[tuple[str, int], ...]
    undated: int  # no date at all
    coarser: int  # only a month (a day) is printed, and days or weeks (hours) are asked for
    counts: Counts = "documents"


@dataclass(frozen=True, kw_only=True)
class Term:
    """A term that is distinctive of the hits: a word if the index knows words, else a run of characters."""

    text: str
    found: int  # documents among the hits that hold it in title or body
    everywhere: int  # documents in the index that do
    score: float  # (share of hits - share of all) * share of hits / share of all


@dataclass(frozen=True, kw_only=True)
class Portion:
    """One batch of a scan's hits, ordered by id. A scan that is given `after` goes on behind the last of
    them, in a later process too."""

    hits: tuple[Hit, ...]
    total: int  # documents that matched when the scan began
    after: str


def valid_unicode(text: str) -> str:
    """The text with half surrogate pairs, which stand in no id and which no engine takes, replaced by `?`."""
    return text.encode("utf-8", "replace").decode()
