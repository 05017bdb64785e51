"""From the store's change log to the ledger, in batches; each is written with the cursor behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crawler.store import Store, StoredArticle, Transaction
from crawler.store.article_stories import GROUPED
from indexer.copies.ledger.databases import LedgerDatabase
from indexer.copies.ledger.databases.errors import WrittenMeanwhile
from indexer.copies.ledger.held_texts import Wordings
from indexer.copies.ledger.writer import Entry, LedgerWriter
from indexer.copies.story_building import Outlet
from shengmei.ledger_place import LedgerPlace

_BATCH = 200  # changes


@dataclass(frozen=True, kw_only=True)
class LedgerFed:
    """What a sync came to: articles read, those that the store holds damaged, changes still waiting, articles
    of which the store was told another story than before, and texts that could not be compared with a later
    one, because the store holds them damaged since."""

    written: int
    damaged: int
    waiting: int
    grouped: int = 0
    missed: int = 0


def sync(
    store: Store,
    place: LedgerPlace | LedgerDatabase,
    *,
    on_progress: Callable[[int, int], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> LedgerFed:
    """Feeds the ledger at `place` until nothing is waiting, or `stopped()`; calls `on_progress(done, to do)`.

    Killed at any moment, it goes on where it stood. Others may feed it at the same time. Raises
    `LedgerError`.
    """
    with LedgerWriter.open(place, lineage(store), wordings(store)) as ledger:
        return feed(ledger, store, on_progress=on_progress, stopped=stopped)


def feed(
    ledger: LedgerWriter,
    store: Store,
    *,
    on_progress: Callable[[int, int], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> LedgerFed:
    """The same for an open ledger."""

    def read(cursor: int) -> Iterator[Batch]:
        return batches(store, cursor, _BATCH)

    return write_batches(ledger, store, read, on_progress=on_progress, stopped=stopped)


def write_batches(
    ledger: LedgerWriter,
    store: Store,
    read: Callable[[int], Iterable[Batch]],
    *,
    on_progress: Callable[[int, int], None] | None,
    stopped: Callable[[], bool] = lambda: False,
) -> LedgerFed:
    """Writes the batches of the store's changes that `read` gives behind a cursor, until none is left or
    `stopped()`. Where another process has written meanwhile, what was read is thrown away, and read anew
    behind what that one has written: it may have been newer."""
    written = damaged = 0
    cursor = ledger.cursor
    to_do = changes_behind(store, cursor)
    while True:
        try:
            for batch in read(cursor):
                if stopped():
                    break
                ledger.write(batch.entries, batch.gone, batch.cursor, behind=cursor)
                cursor = batch.cursor
                written += len(batch.entries)
                damaged += batch.damaged
                if on_progress is not None:
                    on_progress(written + damaged, to_do)
            break
        except WrittenMeanwhile:
            cursor = ledger.cursor
    waiting = changes_behind(store, cursor)
    # Of an article whose change waits still, the store may rightly have another text.
    missed = 0 if waiting else ledger.missed()
    return LedgerFed(written=written, damaged=damaged, waiting=waiting, missed=missed)


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Articles that changed, as they are now, and the ids of those that are there no more; the number of
    those that the store holds damaged; the last of these changes."""

    entries: list[Entry]
    gone: list[str]
    damaged: int
    cursor: int


def batches(store: Store, cursor: int, size: int) -> Iterator[Batch]:
    """The changes of the store behind the cursor, `size` at a time."""
    while True:
        with store.reading() as transaction:
            changes = transaction.changes.after(cursor, size, without=GROUPED)
            if not changes:
                return
            cursor = changes[-1][0]
            ids = list(dict.fromkeys(article for _, article in changes))
            articles, broken = _readable(transaction, ids)
        gone = sorted(set(ids) - {one.id for one in articles} - broken)
        entries = [entry(one) for one in articles]
        yield Batch(entries=entries, gone=gone, damaged=len(broken), cursor=cursor)


def lineage(store: Store) -> str:
    """Of which store a ledger is: its uuid, and of one that was restored from a backup the moment, for a
    ledger of before may be of changes that came after the backup."""
    with store.reading() as transaction:
        restored = transaction.backups.restored()
    return f"{store.uuid} {restored}" if restored else store.uuid


def wordings(store: Store) -> Wordings:
    """The texts of a store's articles, for its ledger."""

    def read(ids: Sequence[str]) -> Mapping[str, Sequence[tuple[str, str | None]]]:
        with store.reading() as transaction:
            return transaction.articles.wordings(ids)

    return read


def entry(stored: StoredArticle) -> Entry:
    """What the ledger keeps of an article: its source and the agency of its wire are credits."""
    article = stored.article
    published = article.published
    agency = article.original.agency if article.original else None
    return Entry(
        id=stored.id,
        url=article.url,
        body=article.body,
        title=article.title,
        site=article.site,
        outlet=Outlet(name=stored.site_name, organisation=stored.organisation, province=stored.province),
        credits=frozenset(filter(None, (article.source, agency))),
        agency=agency,
        at=published.at if published else None,
        precision=published.precision if published else None,
        dateline=article.original.raw if article.original else None,
    )


def _readable(transaction: Transaction, ids: list[str]) -> tuple[list[StoredArticle], set[str]]:
    """The articles that are there, and the ids of those that the store holds damaged."""
    try:
        return transaction.articles.stored(ids), set()
    except Exception:  # a border: below, each by itself
        whole: list[StoredArticle] = []
        broken: set[str] = set()
        for key in ids:
            try:
                whole += transaction.articles.stored([key])
            except Exception:
                broken.add(key)
        return whole, broken


def changes_behind(store: Store, cursor: int) -> int:
    """How many articles of the store changed after the cursor."""
    with store.reading() as transaction:
        return transaction.changes.behind(cursor, without=GROUPED)
