"""A list page read whole: one of more elements than are parsed at once is read in pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
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
MOST_CUTS = 10  # that are said


class Outlet(SiteRules, Protocol):
    """What is asked of the list's site."""

    @property
    def list_page(self) -> type[ListPage]: ...


def read_list(capture: Capture, site: Outlet) -> Listing:
    """What the list page of a capture leads to; `cuts` says what of it was not looked at."""
    page = Page(capture)
    pieces = [page]
    if sum(1 for _ in _TAG.finditer(page.text)) > MOST:
        pieces = [Page(piece) for piece in _pieces(page)]
    listing = _joined([site.list_page(piece, site).listing() for piece in pieces], site)
    cuts = [cut for piece in pieces for cut in piece.cuts]
    if capture.truncated:
        cuts.append(f"all behind its first {len(capture.body) / 1_000_000:.0f} MB")
    return replace(listing, cuts=tuple(cuts[:MOST_CUTS]))


def _pieces(page: Page) -> Iterator[Capture]:
    """The page in pieces of some thousand tags, each as a page of the same address."""
    text, start = page.text, 0
    base = f'<base href="{page.base}">'
    borders = [found.start() for number, found in enumerate(_TAG.finditer(text)) if number % PIECE == 0][1:]
    for border in [*borders, len(text)]:
        item = _ITEM.search(text, border, border + _FURTHER)
        end = item.start() if item else border
        yield Capture(
            url=page.url,
            fetched_at=page.capture.fetched_at,
            body=(base + text[start:end]).encode("utf-8", "replace"),
            headers=(("Content-Type", "text/html; charset=utf-8"),),
        )
        start = end


def _joined(listings: Iterable[Listing], site: SiteRules) -> Listing:
    """All that they lead to, each once; a single one as it is."""
    first, *others = listings
    if not others:
        return first
    articles: dict[str, Link] = {}
    lists: dict[str, None] = {}
    following: str | None = None
    for one in (first, *others):
        for link in one.articles:
            articles.setdefault(site.canonical(link.url), link)
        lists |= dict.fromkeys(one.lists)
        following = following or one.next_page
    return Listing(
        articles=tuple(articles.values()),
        lists=tuple(url for url in lists if url != following),
        next_page=following,
    )
