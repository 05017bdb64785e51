"""A newspaper's edition of a day as its pages list it: pages (版次, 版名) and articles in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from crawler.items import Article
from shengmei.newspaper_pages import page_key

MOST_PAGES, MOST_ARTICLES = 400, 3_000  # of one edition; the longest real one has 128 pages
STATES = ("complete", "incomplete", "none", "asked")
AT_LEAST = 3  # days of a weekday, of which it may be said that no edition appears on it
_FIRST = ("1", "A1")  # B1 begins a section


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
    def in_words(self) -> str:
        """`8 pages, 64 articles, complete`; `incomplete: 7 of 8 pages, 60 of 64 articles`."""
        if self.complete:
            return f"{_count(self.pages, 'page')}, {_count(self.articles, 'article')}, complete"
        if not self.pages_read:
            return f"none: {self.problem}" if self.problem else "not read yet"
        had = f"{self.pages_read} of {_count(self.pages, 'page')}"
        why = f" ({self.problem})" if self.problem else ""
        return f"incomplete: {had}, {self.articles_kept} of {_count(self.articles, 'article')}{why}"


def days_of_rest(states: Iterable[EditionState]) -> frozenset[tuple[str, int]]:
    """Paper and weekday (Monday is 0) on which it does not appear: `AT_LEAST` days of that weekday were asked
    for, none had an edition, and other days did."""
    asked: dict[tuple[str, int], list[bool]] = {}
    appeared: set[str] = set()
    for one in states:
        if one.state != "asked":
            asked.setdefault((one.site, one.day.weekday()), []).append(one.state != "none")
        if one.pages_read:
            appeared.add(one.site)
    return frozenset(
        key for key, had in asked.items() if key[0] in appeared and len(had) >= AT_LEAST and not any(had)
    )


def in_short(states: Sequence[EditionState]) -> str:
    """`5 complete, 1 incomplete, 1 none`; of no edition an empty text."""
    counts = Counter(one.state for one in states)
    return ", ".join(f"{counts[name]:,} {name}" for name in STATES if counts[name])


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def is_front(number: str | None, name: str | None) -> bool | None:
    """Whether a page is the paper's first (头版), by its number and name; None: neither is known."""
    if name and "头版" in name:
        return True
    return page_key(number) in _FIRST if number else None


def placed(article: Article, place: PlaceInEdition | None) -> Article:
    """The article with its place in the edition that lists it; what its own page prints counts first."""
    if place is None:
        return article
    same_page = article.page is None or page_key(article.page) == page_key(place.number or "")
    number, name = article.page or place.number, article.page_name or (place.name if same_page else None)
    found: dict[str, object] = {
        "page": number if article.page is None else None,
        "page_name": name if article.page_name is None else None,
        "page_position": place.position,
    }
    if article.edition_date is None:
        found["edition_date"] = place.day.isoformat()
    extraction = article.extraction
    if extraction is not None:
        rules = {field: "the page of the edition" for field, value in found.items() if value}
        if article.front is None and is_front(number, name) is not None:
            rules["front"] = "the page of the edition"
        extraction = replace(extraction, rules=dict(sorted({**extraction.rules, **rules}.items())))
    return replace(
        article,
        edition_date=article.edition_date or place.day.isoformat(),
        page=number,
        page_name=name,
        front=is_front(number, name),
        page_position=place.position,
        extraction=extraction,
    )
