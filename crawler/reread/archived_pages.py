"""What there is to read again: the pages of each archive file, in the order in which they stand there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from crawler.archive.reading import rows_of
from crawler.archive.seen_files import seen_file
from crawler.archive.storage import SeenFile
from crawler.store import CaptureRecord, Store, Transaction

_ROWS = 500  # of the store at a time


@dataclass(frozen=True)
class ArchivedPage:
    """A capture to read; `article` and `revision` for one that gave an article before, `digest` of what that
    says, where only what says something else is to come back."""

    record: CaptureRecord
    capture_id: int
    article: str | None = None
    revision: int = 0
    later_pages: tuple[CaptureRecord, ...] = ()  # the article's other pages, as fetched with this one
    digest: str | None = None


@dataclass(frozen=True)
class PagesOfFile:
    """Pages of an archive file, which was `seen` like that; its `last` ones end it."""

    file: str
    end: int  # bytes that the store knows of it
    seen: SeenFile | None
    pages: tuple[ArchivedPage, ...]
    last: bool


def unread_captures(store: Store) -> frozenset[int]:
    """Ids of the captures that no page class could read."""
    with store.reading() as transaction:
        return frozenset(key for _, key in transaction.frontier.unread())


def pages_of(
    store: Store, folder: Path, name: str, end: int, unread: frozenset[int], most: int | None
) -> Iterator[PagesOfFile]:
    """What is to read of a file, `most` pages at a time, with None at once, and then with digests. Nothing
    for a file without such pages."""
    seen = seen_file(folder, name)
    pages = chain.from_iterable(
        _pages(store, rows, unread, digests=most is None) for rows in rows_of(store, name, _ROWS)
    )
    some: list[ArchivedPage] = []
    for page in pages:
        if len(some) == most:
            yield PagesOfFile(name, end, seen, tuple(some), last=False)
            some = []
        some.append(page)
    if some:
        yield PagesOfFile(name, end, seen, tuple(some), last=True)


def _pages(
    store: Store, rows: list[CaptureRecord], unread: frozenset[int], *, digests: bool
) -> list[ArchivedPage]:
    with store.reading() as transaction:
        return _of_rows(transaction, {row.id: row for row in rows if row.id is not None}, unread, digests)


def _of_rows(
    transaction: Transaction, rows: dict[int, CaptureRecord], unread: frozenset[int], digests: bool
) -> list[ArchivedPage]:
    read: dict[int, list[tuple[str, int]]] = {}
    for key, article, revision in transaction.articles.readings(list(rows)):
        read.setdefault(key, []).append((article, revision))
    later = transaction.articles.later_pages({key: rows[key] for key in read})
    pages = []
    for key, record in rows.items():
        if key in unread:
            pages.append(ArchivedPage(record, key))
        for article, revision in read.get(key, ()):
            digest = transaction.articles.said_digest(article, revision) if digests else None
            more = tuple(later.get(key, ()))
            pages.append(ArchivedPage(record, key, article, revision, more, digest))
    return pages
