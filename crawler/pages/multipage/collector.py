"""Collects the pages of one article: which page is wanted next, and the article that they make together.

The crawl feeds it responses, `reread` what the archive holds; both get the same article from the same pages.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.confidence_model import with_early_end
from crawler.items import Article, Extraction, Paging, Reading
from crawler.normalise.text import bare
from crawler.pages.multipage.join import adds_nothing, holds, join
from crawler.pages.multipage.page_numbers import MOST_PAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

_SAME_BEGINNING = 6  # characters in which titles of two pages of an article agree, where neither has a pager


class PageCollector:
    """Begun with the first page's article and its paging; `next_address` gives addresses until None."""

    def __init__(self, article: Article, paging: Paging) -> None:
        self._first = article
        self._paging = paging
        self._pages: dict[int, Article] = {}  # by page number in the address
        self._addresses: dict[int, str] = {}
        self._missing: dict[str, str] = {}  # address: why its page is not there
        self._refused: set[int] = set()
        self._whole: Article | None = None
        self._total = 1
        self._ended = False  # a page came that was there before: the numbers lead no further
        self._note_paging(paging)

    @property
    def root(self) -> str:
        """The article's address, which all its pages have in common."""
        return self._paging.root

    def next_address(self) -> str | None:
        """The address of the page to read next; the one that shows all pages first."""
        whole = self._paging.whole
        if self._whole is not None or self._ended:
            return None
        if whole is not None and whole not in self._missing:
            return whole
        if len(self._pages) + len(self._missing) >= MOST_PAGES - 1:
            return None
        return self._unread[min(self._unread)] if self._unread else None

    @property
    def _unread(self) -> Mapping[int, str]:
        return {
            at: url
            for at, url in self._addresses.items()
            if at not in self._pages and url not in self._missing
        }

    def add_page(self, address: str, reading: Reading) -> None:
        """Adds what the page at `address` (that of `next_address`) reads as, if it is of the article."""
        page = reading.article
        if page is None:
            self.mark_missing(address, reading.reason or f"no article: {reading.state}")
        elif not self._belongs(reading):
            self.mark_missing(address, "the page of another article")
        elif address == self._paging.whole:
            self._add_whole(address, page)
        elif adds_nothing(page, [self._first, *self._pages.values()]):
            self._ended = True
        else:
            at = next(at for at, url in self._addresses.items() if url == address)
            self._pages[at] = page
            self._note_paging(reading.paging)

    def mark_missing(self, address: str, reason: str) -> None:
        """Notes that the page at `address` (that of `next_address`) cannot be had, and why."""
        self._missing[address] = reason

    def article(self) -> Article:
        """What was read, joined; `extraction` says how many pages there are and how many are missing."""
        if self._whole is not None:
            return _with_counts(
                replace(join([self._first, self._whole]), body=self._whole.body), self._total, 0
            )
        read = [self._first, *(self._pages[at] for at in sorted(self._pages))]
        return _with_counts(join(read), *self._count(len(read)))

    def problem(self) -> str | None:
        """Why the article ends early; None for one that is whole."""
        extraction = self.article().extraction
        if extraction is None or not extraction.parts_missing:
            return None
        have = extraction.parts - extraction.parts_missing
        why = next((f"{url}: {reason}" for url, reason in self._missing.items()), "")
        if not why and len(self._pages) + 1 >= MOST_PAGES:
            why = f"more than {MOST_PAGES} pages"
        elif not why and self._refused:
            why = "the others are on another host"
        said = f"ends early, {have} of {extraction.parts} pages"
        return f"{said}: {why}" if why else said

    def _count(self, have: int) -> tuple[int, int]:
        """Pages there are, and how many of them are missing."""
        missing = sum(url in self._missing for url in self._addresses.values())
        known = have + missing + len(self._unread) + len(self._refused)
        total = have + missing if self._ended else max(self._total, known)
        return total, total - have

    def _add_whole(self, address: str, page: Article) -> None:
        if not self._addresses and adds_nothing(page, [self._first]):
            self._ended = True
        elif holds(page, self._first):
            self._whole = page
        else:
            self.mark_missing(address, "it has not all of the first page")

    def _belongs(self, reading: Reading) -> bool:
        """Whether a page is of this article: it leads to the others, or has the same title."""
        if reading.paging is not None or reading.article is None:
            return True
        own, its = bare(self._first.title), bare(reading.article.title)
        return own[:_SAME_BEGINNING] == its[:_SAME_BEGINNING] or own in its

    def _note_paging(self, paging: Paging | None) -> None:
        if paging is not None:
            self._total = max(self._total, paging.total)
            self._refused |= set(paging.refused)
            for at, url in paging.others:
                self._addresses.setdefault(at, url)


def read_alone(article: Article, paging: Paging) -> Article:
    """The article of one page, with the pages counted that have not been read."""
    return _with_counts(article, paging.total, paging.total - 1)


def _with_counts(article: Article, pages: int, missing: int) -> Article:
    extraction = article.extraction or Extraction(page="", version="")
    extraction = replace(extraction, parts=pages, parts_missing=missing)
    return replace(article, extraction=with_early_end(extraction))
