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
from crawler.archive import ArchiveError, read_captures
from crawler.edition_items import placed
from crawler.items import Article, Capture, Reading
from crawler.normalise import addresses
from crawler.outcomes.outcome import doubtful_why
from crawler.outlet_likeness import OutletLikeness
from crawler.pages.multipage.collector import PageCollector
from crawler.removal.mask_person import mask_article
from crawler.store import CaptureRecord, FetchedArticle, Store, Transaction

CHUNK = 64  # pages handed to a process at once
FEW = 256  # pages for which starting processes does not pay


@dataclass
class Reread:
    """What a rereading came to; `problems` and `damaged` are pairs of an address and a reason."""

    pages: int = 0
    changed: int = 0
    found: int = 0  # articles on pages that were unreadable before
    problems: list[tuple[str, str]] = field(default_factory=list)  # pages that were read once, not today
    damaged: list[tuple[str, str]] = field(default_factory=list)  # pages that the archive no longer holds
    states: Counter[str] = field(default_factory=Counter)
    ends_early: int = 0  # articles of which pages are missing
    doubtful: int = 0  # articles whose reading is hardly to be trusted


@dataclass(frozen=True)
class Damaged:
    """In the place of a reading: why the archive does not give the page."""

    reason: str


@dataclass(frozen=True)
class _Page:
    """A capture to read; `article` and `revision` for one that gave an article before."""

    record: CaptureRecord
    capture_id: int
    article: str | None = None
    revision: int = 0
    later_pages: tuple[CaptureRecord, ...] = ()  # the article's other pages, as fetched with this one


def reread_archive(
    store: Store,
    archive: Path,
    *,
    on_progress: Callable[[int, int], None] | None = None,
    processes: int | None = None,
) -> Reread:
    """Reads everything again; `on_progress(done, to do)` after each batch.

    A damaged record is named in `damaged`, and the others are read. Raises `StoreError`, and `ArchiveError`
    where there is no archive at all.
    """
    done, likeness = Reread(), OutletLikeness()
    to_do = _count(store)
    if to_do and not archive.is_dir():
        raise ArchiveError(f"no archive at {archive}: restore it, or name another --data")
    workers = processes or os.cpu_count() or 1
    pool = ProcessPoolExecutor(workers) if workers > 1 and to_do > FEW else nullcontext()
    with pool as executor:
        for pages, readings in _read_all(_chunks(store), archive, executor, workers):
            _keep(store, pages, readings, done, likeness)
            if on_progress is not None:
                on_progress(done.pages, to_do)
    return done


def _count(store: Store) -> int:
    with store.reading() as transaction:
        return transaction.articles.count_readings() + len(transaction.frontier.unread())


def _chunks(store: Store) -> Iterator[list[_Page]]:
    with store.reading() as transaction:
        records = _capture_records(transaction, [key for _, key in transaction.frontier.unread()])
    unread = [_Page(record, key) for key, record in records]
    for start in range(0, len(unread), CHUNK):
        yield unread[start : start + CHUNK]
    last = 0
    while True:
        with store.reading() as transaction:
            read = transaction.articles.readings(last, CHUNK)
            at = dict(_capture_records(transaction, [key for key, _, _ in read]))
            later = transaction.articles.later_pages(at)
        if not read:
            return
        yield [
            _Page(at[key], key, article, revision, tuple(later.get(key, ())))
            for key, article, revision in read
        ]
        last = read[-1][0]


def _capture_records(transaction: Transaction, keys: Sequence[int]) -> list[tuple[int, CaptureRecord]]:
    records: list[tuple[int, CaptureRecord]] = []
    for start in range(0, len(keys), 500):  # SQLite's limit on variables
        records += transaction.articles.capture_records(keys[start : start + 500]).items()
    return records


def _read_all(
    chunks: Iterator[list[_Page]], archive: Path, executor: Executor | None, workers: int
) -> Iterator[tuple[list[_Page], list[Reading | Damaged]]]:
    """Chunks with their readings, in order; a few chunks ahead are under way, never the whole archive."""
    read = partial(read_articles, archive)
    if executor is None:
        for pages in chunks:
            yield pages, read([(page.record, *page.later_pages) for page in pages])
        return
    ahead: list[tuple[list[_Page], Future[list[Reading | Damaged]]]] = []
    for pages in chunks:
        ahead.append((pages, executor.submit(read, [(page.record, *page.later_pages) for page in pages])))
        if len(ahead) > 2 * workers:
            first, future = ahead.pop(0)
            yield first, future.result()
    for pages, future in ahead:
        yield pages, future.result()


def read_articles(archive: Path, records: list[tuple[CaptureRecord, ...]]) -> list[Reading | Damaged]:
    """A reading for each article, given the capture records of its pages, the first page first.

    An article of which one page is damaged is not read: it would be kept shorter than it was. Runs in a
    process of its own.
    """
    return [_read_pages(archive, pages) for pages in records]


def _read_pages(archive: Path, pages: tuple[CaptureRecord, ...]) -> Reading | Damaged:
    try:
        return _joined(list(read_captures(archive, pages)))
    except ArchiveError as damage:
        return Damaged(str(damage))


def _joined(captures: list[Capture]) -> Reading:
    """The article as the crawl made it of the same pages; what was not fetched then is missing now."""
    reading = reader.read(captures[0])
    if reading.article is None or reading.paging is None or reading.paging.first is not None:
        return reading
    kept = {addresses.canonical(one.url): one for one in reversed(captures[1:])}  # the earlier visit's wins
    collector = PageCollector(reading.article, reading.paging)
    while address := collector.next_address():
        if capture := kept.get(addresses.canonical(address)):
            collector.add_page(address, reader.read(capture, collector.root))
        else:
            collector.mark_missing(address, "not in the archive")
    return replace(reading, article=collector.article())


def _keep(
    store: Store,
    pages: list[_Page],
    readings: list[Reading | Damaged],
    done: Reread,
    likeness: OutletLikeness,
) -> None:
    now = datetime.now(UTC)
    with store.writing() as transaction:
        rules = transaction.masks.rules()
        read = [one.article.url for one in readings if isinstance(one, Reading) and one.article is not None]
        places = transaction.editions.place(read)
        for page, reading in zip(pages, readings, strict=True):
            done.pages += 1
            if isinstance(reading, Damaged):
                done.damaged.append((page.record.address, reading.reason))
                continue
            done.states[reading.state] += 1
            if rules and page.article and transaction.masks.is_marked(page.article, page.revision):
                continue  # read before a name was masked in its page, which gives no byline of it any more
            if reading.article is not None:
                article = likeness.compared(
                    mask_article(rules, placed(reading.article, places.get(reading.article.url))),
                    transaction.articles.outlet_profile,
                )
                done.ends_early += _ends_early(article)
                done.doubtful += doubtful_why(article) is not None
                _keep_one(transaction, page, article, now, done)
            elif page.article is not None:
                done.problems.append((page.record.address, reading.reason or reading.state))


def _ends_early(article: Article) -> bool:
    return article.extraction is not None and article.extraction.parts_missing > 0


def _keep_one(transaction: Transaction, page: _Page, article: Article, now: datetime, done: Reread) -> None:
    if page.article is not None:
        done.changed += transaction.articles.reread(page.article, page.revision, article, now)
        return
    kept = FetchedArticle(article=article, capture_id=page.capture_id, fetched_at=page.record.fetched_at)
    done.found += transaction.articles.keep([kept], now) != ["same"]
    transaction.frontier.mark_kept([page.record.url])
