"""An article of several pages while they come in: which page is wanted next, and what they come to.

The crawl feeds it responses, `reread` what the archive holds; both get the same article from the same pages.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.items import Article, Extraction, Paging, Reading
from crawler.normalise.text import bare
from crawler.pages.multipage.join import adds_nothing, holds, join
from crawler.pages.multipage.page_numbers import MOST_PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

_ALIKE = 6  # characters that the titles of two pages of one article share at least, where neither has a pager


class PageCollector:
    """Begun with the first page; `next_address` names the next address until there is none."""

    def __init__(self, article: Article, paging: Paging) -> None:
        self._first = article
        self._paging = paging
        self._pages: dict[int, Article] = {}  # by place in the address
        self._addresses: dict[int, str] = {}
        self._lacking: dict[str, str] = {}  # address: why its page is not there
        self._refused: set[int] = set()
        self._whole: Article | None = None
        self._total = 1
        self._ended = False  # a page came that was there before: the numbers lead no further
        self._know(paging)

    @property
    def root(self) -> str:
        """The article's address, which all its pages have in common."""
        return self._paging.root

    def next_address(self) -> str | None:
        """The address of the page to read next; the one that shows all pages first."""
        whole = self._paging.whole
        if self._whole is not None or self._ended:
            return None
        if whole is not None and whole not in self._lacking:
            return whole
        if len(self._pages) + len(self._lacking) >= MOST_PARTS - 1:
            return None
        return self._open[min(self._open)] if self._open else None

    @property
    def _open(self) -> Mapping[int, str]:
        return {
            at: url
            for at, url in self._addresses.items()
            if at not in self._pages and url not in self._lacking
        }

    def add_page(self, address: str, reading: Reading) -> None:
        """The page at `address` (that of `next_address`) reads so."""
        page = reading.article
        if page is None:
            self.mark_missing(address, reading.reason or f"no article: {reading.state}")
        elif not self._belongs(reading):
            self.mark_missing(address, "the page of another article")
        elif address == self._paging.whole:
            self._take_whole(address, page)
        elif adds_nothing(page, [self._first, *self._pages.values()]):
            self._ended = True
        else:
            at = next(at for at, url in self._addresses.items() if url == address)
            self._pages[at] = page
            self._know(reading.paging)

    def mark_missing(self, address: str, reason: str) -> None:
        """The page at `address` cannot be had."""
        self._lacking[address] = reason

    def article(self) -> Article:
        """What was read, joined; `extraction` says how many pages there are and how many are missing."""
        if self._whole is not None:
            return _counted(replace(join([self._first, self._whole]), body=self._whole.body), self._total, 0)
        read = [self._first, *(self._pages[at] for at in sorted(self._pages))]
        return _counted(join(read), *self._count(len(read)))

    def problem(self) -> str | None:
        """Why the article ends early; None for one that is whole."""
        extraction = self.article().extraction
        if extraction is None or not extraction.parts_missing:
            return None
        have = extraction.parts - extraction.parts_missing
        why = next((f": {url}: {reason}" for url, reason in self._lacking.items()), "")
        if not why and len(self._pages) + 1 >= MOST_PARTS:
            why = f": more than {MOST_PARTS} pages"
        elif not why and self._refused:
            why = ": the others are on another host"
        return f"ends early, {have} of {extraction.parts} pages{why}"

    def _count(self, have: int) -> tuple[int, int]:
        """Pages there are, and how many of them are missing."""
        lacking = sum(url in self._lacking for url in self._addresses.values())
        known = have + lacking + len(self._open) + len(self._refused)
        total = have + lacking if self._ended else max(self._total, known)
        return total, total - have

    def _take_whole(self, address: str, page: Article) -> None:
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
        return own[:_ALIKE] == its[:_ALIKE] or own in its

    def _know(self, paging: Paging | None) -> None:
        if paging is not None:
            self._total = max(self._total, paging.total)
            self._refused |= set(paging.refused)
            for at, url in paging.others:
                self._addresses.setdefault(at, url)


def single(article: Article, paging: Paging) -> Article:
    """One page of several, read alone."""
    return _counted(article, paging.total, paging.total - 1)


def _counted(article: Article, parts: int, missing: int) -> Article:
    extraction = article.extraction or Extraction(page="", version="")
    return replace(article, extraction=replace(extraction, parts=parts, parts_missing=missing))
