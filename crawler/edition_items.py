"""A newspaper's edition of a day as its pages list it: pages (版次, 版名) and articles in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from shengmei.deferred_messages import DeferredCount, DeferredMessage, DeferredReason, Value, deferred

MOST_PAGES, MOST_ARTICLES = 400, 3_000  # of one edition; the longest real one has 128 pages
STATES = ("complete", "incomplete", "none", "asked")


@dataclass(frozen=True, kw_only=True)
class EditionPage:
    """One printed page: `A02`, `要闻`. `url` is canonical, `address` what to fetch."""

    url: str
    address: str
    number: str | None = None  # 版次 as printed
    name: str | None = None  # 版名


@dataclass(frozen=True, kw_only=True)
class EditionArticle:
    """An article as an edition lists it."""

    url: str
    address: str
    title: str | None = None
    page: str | None = None  # canonical address of its printed page; None: the listing does not tell
    position: int = 0  # on that page, from 1


@dataclass(frozen=True, kw_only=True)
class EditionReading:
    """What one answer tells of an edition."""

    day: date
    page: str | None  # canonical address of the printed page that this is; None: it only leads to pages
    pages: tuple[EditionPage, ...] = ()  # all that it names, in order, itself included
    articles: tuple[EditionArticle, ...] = ()
    further: tuple[EditionPage, ...] = ()  # where it leads that is no printed page by itself: a refresh
    whole: bool = False  # it lists every page with its articles: no other page has to be fetched


@dataclass(frozen=True, kw_only=True)
class PlaceInEdition:
    """Where an article stood, by the edition that lists it."""

    day: date
    number: str | None
    name: str | None
    position: int | None


@dataclass(frozen=True, kw_only=True)
class EditionState:
    """How far an edition is kept."""

    site: str
    day: date
    pages: int  # that it is known to have
    pages_read: int
    articles: int  # that its pages list
    articles_kept: int
    problem: str | None = None  # why there is nothing of it, or why a page could not be had

    @property
    def complete(self) -> bool:
        return 0 < self.pages == self.pages_read and self.articles == self.articles_kept

    @property
    def state(self) -> str:
        """`complete`, `incomplete`, `none` (its server has no such edition) or `asked` (not read yet)."""
        if self.complete:
            return "complete"
        return "incomplete" if self.pages_read else "none" if self.problem else "asked"

    @property
    def message(self) -> DeferredMessage:
        """`8 pages, 64 articles, complete`; `incomplete: 7 of 8 pages, 60 of 64 articles`."""
        pages, articles = DeferredCount(self.pages, "page"), DeferredCount(self.articles, "article")
        if self.complete:
            return deferred("{pages}, {articles}, complete", pages=pages, articles=articles)
        if not self.pages_read:
            return (
                deferred("none: {problem}", problem=DeferredReason(self.problem))
                if self.problem
                else deferred("not read yet")
            )
        known: dict[str, Value] = {
            "pages_read": self.pages_read,
            "pages": pages,
            "kept": self.articles_kept,
            "articles": articles,
        }
        if not self.problem:
            return deferred("incomplete: {pages_read} of {pages}, {kept} of {articles}", **known)
        why = DeferredReason(self.problem)
        return deferred(
            "incomplete: {pages_read} of {pages}, {kept} of {articles} ({reason})", **known, reason=why
        )


def in_short(states: Sequence[EditionState], translate: Callable[[str], str] = str) -> str:
    """`5 complete, 1 incomplete, 1 none`; of no edition an empty text."""
    counts = Counter(one.state for one in states)
    return ", ".join(f"{counts[name]:,} {translate(name)}" for name in STATES if counts[name])
