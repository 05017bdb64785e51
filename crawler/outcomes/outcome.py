"""What requests come to: an `Outcome` each, and the `Tally` of a run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from crawler.confidence_model import DOUBTFUL
from crawler.edition_items import EditionReading
from crawler.items import Article, Capture, Paging
from crawler.store import Discovery, Verdict
from crawler.store.scheduling.frontier_rows import GONE_ONCE

# What is wrong with a server: it has too much to do, cannot be reached, or breaks off, or fails.
Trouble = Literal["busy", "away", "broken"]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one request came to: what became of its address, and what is to be kept of the response."""

    verdict: Verdict
    capture: Capture | None = None
    article: Article | None = None
    discoveries: tuple[Discovery, ...] = ()
    cuts: tuple[str, ...] = ()  # what of a list was not looked at
    next_page: Discovery | None = None  # of a list; followed the first time, later while there is news
    by_form: bool = False  # a list on which no link fits the outlet's pattern: its articles are told by form
    mismatches: tuple[str, ...] = ()  # page classes of the site that the page did not fit
    moved_to: str | None = None  # the same canonical address, to be fetched here instead
    sets_cookie: bool = False  # of a redirect
    paging: Paging | None = None  # where the page is one of several
    later_captures: tuple[Capture, ...] = ()  # the article's other pages
    withheld: str | None = None  # as in its `Reading`, and the next
    offers_rest: bool = False
    stated: Discovery | None = None  # another address of the same outlet that the page calls its own
    ends_early: str | None = None  # why the article ends before its last page
    edition: EditionReading | None = None  # what a page of a newspaper's edition tells
    target_names_article: bool = True  # of one that leads elsewhere: whether there an article may stand
    not_modified: bool = False  # the server says that the page is the one that was kept
    trouble: Trouble | None = None  # with the server, not with the address
    retry_after: float | None = None  # seconds after which the server asks to be tried again
    also_excused: tuple[str, ...] = ()  # addresses that failed before it, as it turns out for the same reason

    @property
    def captures(self) -> tuple[Capture, ...]:
        """All responses that are kept, the first page's first."""
        return (self.capture, *self.later_captures) if self.capture is not None else ()


@dataclass
class Tally:
    """What a run did, for its summary and exit code."""

    states: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    lists: int = 0
    mismatches: Counter[str] = field(default_factory=Counter)  # page class: pages it could not read
    problems: dict[str, tuple[str, str]] = field(default_factory=dict)  # address: state and reason
    ends_early: dict[str, str] = field(default_factory=dict)  # address of an article that ends early: why
    doubtful: dict[str, str] = field(
        default_factory=dict
    )  # article hardly to be trusted, by its address: why
    postponed: Counter[str] = field(default_factory=Counter)  # why servers are left alone: addresses
    cut_lists: dict[str, str] = field(default_factory=dict)  # address of a list: what was not looked at
    limited: Counter[str] = field(default_factory=Counter)  # what the operator allows no sooner: addresses

    @property
    def pages(self) -> int:
        """How many addresses came to an outcome, lists included."""
        return self.lists + sum(self.states.values())

    def add(self, outcome: Outcome) -> None:
        """Counts one outcome; the second try of an address takes the place of the first."""
        verdict = outcome.verdict
        if outcome.moved_to:
            return
        if outcome.cuts:
            self.cut_lists[verdict.row.address] = "; ".join(outcome.cuts)
        if before := self.problems.pop(verdict.row.address, None):
            self.states[before[0]] -= 1
        if verdict.row.kind != "article" and verdict.state == "kept":
            self.lists += 1
            return
        self.states[_counted_as(verdict)] += 1
        self.mismatches.update(outcome.mismatches)
        if outcome.ends_early:
            self.ends_early[verdict.row.address] = outcome.ends_early
        if outcome.article is not None and (why := doubtful_why(outcome.article)) is not None:
            self.doubtful[outcome.article.url] = why
        if _counted_as(verdict) in ("failed", "empty", "unreadable"):
            self.problems[verdict.row.address] = (verdict.state, verdict.reason or "")


def doubtful_why(article: Article | None) -> str | None:
    """`0.31: no time of publication was found`, of a reading that is hardly to be trusted."""
    extraction = article.extraction if article else None
    if extraction is None or extraction.confidence is None or extraction.confidence >= DOUBTFUL:
        return None
    return f"{extraction.confidence:.2f}: {'; '.join(one.reason for one in extraction.doubts)}"


def _counted_as(verdict: Verdict) -> str:
    """An article that was seen gone for the first time is no failure of the crawl."""
    return GONE_ONCE if verdict.sighting == GONE_ONCE else verdict.state
