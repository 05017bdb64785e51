"""A list page read whole: one of more elements than are parsed at once is read in pieces."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Protocol

from crawler.items import Capture, Link, Listing
from crawler.pages.document.flattening import MOST
from crawler.pages.document.page import Page
from crawler.pages.list_page import ListPage, SiteRules

if TYPE_CHECKING:
    from collections.abc import Iterable

PIECE = 3_000  # tags; markup of so few is parsed as it is
_TAG = re.compile(r"<[a-zA-Z]")
_ITEM = re.compile(r"<(?:li|tr|dd|dl|p|div|section|article)[\t\n\f\r />]", re.IGNORECASE)
_FURTHER = 5_000  # characters in which a piece may end where an item begins
MOST_TAGS, MOST_LINKS = 100_000, 25_000  # of a list that are looked at; of more the first and the last
MOST_CUTS = 10  # that are said


class Outlet(SiteRules, Protocol):
    """What is asked of the list's site."""

    @property
    def list_page(self) -> type[ListPage]: ...


def read_list(capture: Capture, site: Outlet) -> Listing:
    """What the list page of a capture leads to; `cuts` says what of it was not looked at."""
    cuts: list[str] = []
    listing = _joined((one.listing() for one in list_pages(capture, site, cuts)), site)
    return replace(listing, cuts=tuple(cuts[:MOST_CUTS]))


def list_pages(capture: Capture, site: Outlet, cuts: list[str]) -> Iterator[ListPage]:
    """The list page of a capture, in pieces where it is long, one after the other: all of them at once take
    fifty times its size. What is not looked at is added to `cuts` when all were asked for."""
    page = Page(capture)
    if _has_many_tags(page.text):
        ranges, unread = _ranges(page.text)
        base: str | None = None
        for start, end in ranges:
            piece = Page(_piece(page, start, end, base))
            base = base or piece.base
            yield site.list_page(piece, site)
            cuts += piece.cuts
        if unread:
            cuts.append(f"{unread} tags too many, with the text between them")
    else:
        yield site.list_page(page, site)
        cuts += page.cuts


def _has_many_tags(text: str) -> bool:
    return text.count("<") > MOST and sum(1 for _ in _TAG.finditer(text)) > MOST


def _ranges(text: str) -> tuple[list[tuple[int, int]], int]:
    """From where to where pieces of some thousand tags go; and how many tags are in none of them.

    Of too many the first are read, and the last, which may lead to the next page.
    """
    borders, links = [0], 0
    tags = _TAG.finditer(text)
    for number, tag in enumerate(tags):
        links += text[tag.start() + 1] in "aA" and text[tag.end() : tag.end() + 1].isspace()
        if number % PIECE == 0 and number:
            item = _ITEM.search(text, tag.start(), tag.start() + _FURTHER)
            borders.append(max(item.start() if item else tag.start(), borders[-1]))
        if number >= MOST_TAGS or links > MOST_LINKS:
            break
    else:
        return list(pairwise([*borders, len(text)])), 0
    end, unread = max(tag.start(), borders[-1]), 1
    last = deque([end], maxlen=PIECE)
    for further in tags:
        unread += 1
        last.append(further.start())
    return [*pairwise([*borders, end]), (max(last[0], end), len(text))], unread - len(last)


def _piece(page: Page, start: int, end: int, base: str | None) -> Capture:
    """A piece as a page of the same address; `base`: as the first piece states it."""
    stated = f'<base href="{escape(base)}">' if base else ""
    return Capture(
        url=page.url,
        fetched_at=page.capture.fetched_at,
        body=(stated + page.text[start:end]).encode("utf-8", "replace"),
        headers=(("Content-Type", "text/html; charset=utf-8"),),
    )


def _joined(listings: Iterable[Listing], site: SiteRules) -> Listing:
    """All that they lead to, each once; a single one as it is."""
    listings = iter(listings)
    first = next(listings)
    second = next(listings, None)
    if second is None:
        return first
    articles: dict[str, Link] = {}
    lists: dict[str, None] = {}
    following: str | None = None
    for one in chain((first, second), listings):
        for link in one.articles:
            articles.setdefault(site.canonical(link.url), link)
        lists |= dict.fromkeys(one.lists)
        following = following or one.next_page
    return Listing(
        articles=tuple(articles.values()),
        lists=tuple(url for url in lists if url != following),
        next_page=following,
    )
