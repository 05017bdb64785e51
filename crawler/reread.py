"""Reads the archive again with today's page classes, without network, on all cores.

What a page says is kept as a new extraction of the same revision, where it differs from the last one; a page
that nobody could read becomes an article. A page that today's classes cannot read keeps its earlier reading.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from crawler import reader
from crawler.archive import read_captures
from crawler.items import Article, Capture, Reading
from crawler.normalise import addresses
from crawler.pages.multipage.collector import PageCollector
from crawler.store import Captured, Kept, Store, Transaction

CHUNK = 64  # pages handed to a process at once
FEW = 256  # pages for which starting processes does not pay


@dataclass
class Reread:
    """What a rereading came to. `problems`: address and reason of pages that were read once, not today."""

    pages: int = 0
    changed: int = 0
    found: int = 0  # articles on pages that were unreadable before
    problems: list[tuple[str, str]] = field(default_factory=list)
    states: Counter[str] = field(default_factory=Counter)
    early: int = 0  # articles of which pages are missing


@dataclass(frozen=True)
class _Page:
    """A capture to read; `article` and `revision` for one that gave an article before."""

    place: Captured
    capture_id: int
    article: str | None = None
    revision: int = 0
    further: tuple[Captured, ...] = ()  # the article's other pages, as fetched with this one


def reread_archive(
    store: Store,
    archive: Path,
    *,
    on_progress: Callable[[int, int], None] | None = None,
    processes: int | None = None,
) -> Reread:
    """Reads everything again; `on_progress(done, to do)` after each batch.

    Raises `StoreError`, `ArchiveError`.
    """
    done = Reread()
    to_do = _count(store)
    workers = processes or os.cpu_count() or 1
    pool = ProcessPoolExecutor(workers) if workers > 1 and to_do > FEW else nullcontext()
    with pool as executor:
        for pages, readings in _read_all(_chunks(store), archive, executor, workers):
            _keep(store, pages, readings, done)
            if on_progress is not None:
                on_progress(done.pages, to_do)
    return done


def _count(store: Store) -> int:
    with store.reading() as transaction:
        return transaction.articles.count_readings() + len(transaction.frontier.unread())


def _chunks(store: Store) -> Iterator[list[_Page]]:
    with store.reading() as transaction:
        places = _places(transaction, [key for _, key in transaction.frontier.unread()])
    unread = [_Page(place, key) for key, place in places]
    for start in range(0, len(unread), CHUNK):
        yield unread[start : start + CHUNK]
    last = 0
    while True:
        with store.reading() as transaction:
            read = transaction.articles.readings(last, CHUNK)
            at = dict(_places(transaction, [key for key, _, _ in read]))
            further = transaction.articles.further(at)
        if not read:
            return
        yield [
            _Page(at[key], key, article, revision, tuple(further.get(key, ())))
            for key, article, revision in read
        ]
        last = read[-1][0]


def _places(transaction: Transaction, keys: Sequence[int]) -> list[tuple[int, Captured]]:
    places: list[tuple[int, Captured]] = []
    for start in range(0, len(keys), 500):  # SQLite's limit on variables
        places += transaction.articles.capture_at(keys[start : start + 500]).items()
    return places


def _read_all(
    chunks: Iterator[list[_Page]], archive: Path, executor: Executor | None, workers: int
) -> Iterator[tuple[list[_Page], list[Reading]]]:
    """Chunks with their readings, in order; a few chunks ahead are under way, never the whole archive."""
    read = partial(read_places, archive)
    if executor is None:
        for pages in chunks:
            yield pages, read([(page.place, *page.further) for page in pages])
        return
    ahead: list[tuple[list[_Page], Future[list[Reading]]]] = []
    for pages in chunks:
        ahead.append((pages, executor.submit(read, [(page.place, *page.further) for page in pages])))
        if len(ahead) > 2 * workers:
            first, future = ahead.pop(0)
            yield first, future.result()
    for pages, future in ahead:
        yield pages, future.result()


def read_places(archive: Path, places: list[tuple[Captured, ...]]) -> list[Reading]:
    """Readings of the captures at these places, each the first of an article's pages with the others behind
    it; runs in a process of its own."""
    return [_joined(list(read_captures(archive, pages))) for pages in places]


def _joined(captures: list[Capture]) -> Reading:
    """The article as the crawl made it of the same pages; what was not fetched then is missing now."""
    reading = reader.read(captures[0])
    if reading.article is None or reading.paging is None or reading.paging.first is not None:
        return reading
    kept = {addresses.canonical(one.url): one for one in reversed(captures[1:])}  # the earlier visit's wins
    gathering = PageCollector(reading.article, reading.paging)
    while address := gathering.wanted():
        if capture := kept.get(addresses.canonical(address)):
            gathering.add_page(address, reader.read(capture, gathering.root))
        else:
            gathering.add_missing(address, "not in the archive")
    return replace(reading, article=gathering.article())


def _keep(store: Store, pages: list[_Page], readings: list[Reading], done: Reread) -> None:
    now = datetime.now(UTC)
    with store.writing() as transaction:
        for page, reading in zip(pages, readings, strict=True):
            done.pages += 1
            done.states[reading.state] += 1
            if reading.article is not None:
                done.early += _ends_early(reading.article)
                _keep_one(transaction, page, reading.article, now, done)
            elif page.article is not None:
                done.problems.append((page.place.address, reading.reason or reading.state))


def _ends_early(article: Article) -> bool:
    return article.extraction is not None and article.extraction.parts_missing > 0


def _keep_one(transaction: Transaction, page: _Page, article: Article, now: datetime, done: Reread) -> None:
    if page.article is not None:
        done.changed += transaction.articles.reread(page.article, page.revision, article, now)
        return
    kept = Kept(article=article, capture_id=page.capture_id, fetched_at=page.place.fetched_at)
    done.found += transaction.articles.keep([kept], now) != ["same"]
    transaction.frontier.reread([page.place.url])
