"""From the change log to an index, in batches; acknowledged after the write.

What is written is an article's current state, with the number of its newest change as version and in the
turn of that change: feeding one twice, or late, does no harm. An index is known by the identity written into
it, so one that was deleted or restored from a copy is noticed, and fed from the start.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from crawler.store import DeadLetter, FedIndex, Store, StoredArticle, Transaction, from_stamp
from indexer.document import Facts, document
from indexer.search import IndexInfo, IndexUnavailable, Prepared, Refused, SearchError, SearchIndex, Write
from shengmei.garbage import uncollected
from shengmei.messages import message

Answer = TypeVar("Answer")
BATCH = 500  # articles asked of the store at once: SQLite's limit on variables
_FIRST_SHARE = 4  # of a batch: the first one
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0  # seconds


@dataclass(frozen=True, kw_only=True)
class Fed:
    """What a sync came to: documents written, refused, and how many changes are still waiting."""

    written: int
    refused: int
    waiting: int


@dataclass(frozen=True, kw_only=True)
class Lag:
    """How far an index is behind the store: articles that changed since, and documents it refused."""

    behind: int
    dead: int
    cursor: int
    newest: int


class ForeignIndex(SearchError):
    """The index holds what this store never had: writing to it would lose changes in silence, because it
    keeps whatever has the higher number."""


class Feed:
    """Feeds one index from one store."""

    def __init__(self, store: Store, index: SearchIndex, address: str) -> None:
        self._store = store
        self._index = index
        self._address = address

    def sync(
        self,
        *,
        patience: float = 0.0,
        on_progress: Callable[[int, int], None] | None = None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Fed:
        """Feeds until nothing is waiting, or `stopped()`; calls `on_progress(done, to do)` after each batch.

        An index that does not answer is tried again for `patience` seconds, at each request, then
        `IndexUnavailable` goes on to the caller; nothing is lost by that, the cursor stands where it stood.
        """
        reader = self._patiently(self._registered, patience)
        to_do = self._waiting(reader.cursor)
        written = refused = 0
        cursor = reader.cursor
        with ThreadPoolExecutor(1) as ahead:  # reads and prepares the next batch while one is written
            # The first ones are small, so that the writing can begin.
            most = max(self._index.batch_size // _FIRST_SHARE, 1)
            coming = ahead.submit(self._batch, cursor, most)
            while not stopped():
                batch, broken, last = coming.result()
                if not last:  # more may have come since that was read
                    batch, broken, last = self._batch(cursor, most)
                if not last:
                    break
                most = min(most * 2, self._index.batch_size)
                coming = ahead.submit(self._batch, last, most)
                dead = self._write(batch, patience)
                self._delete_forgotten(cursor, last, patience)
                self._acknowledge(batch, dead, last, broken, patience)
                cursor = last
                written += len(batch.ids) - len(dead)
                refused += len(dead) + len(broken)
                if on_progress is not None:
                    on_progress(written + refused, to_do)
        return Fed(written=written, refused=refused, waiting=self._waiting(cursor))

    def offer(self, ids: Sequence[str], *, patience: float = 0.0) -> Fed:
        """Offers the index these articles as they are now; what it refuses is a dead letter, and what it
        takes is none any more. Raises as `sync` does."""
        written = refused = 0
        for start in range(0, len(ids), BATCH):
            with self._store.reading() as transaction:
                read, broken = readable(transaction, list(ids[start : start + BATCH]))
            batch = self._index.prepare(read)
            dead = self._write(batch, patience)
            self._acknowledge(batch, dead, 0, broken, patience)
            written += len(batch.ids) - len(dead)
            refused += len(dead) + len(broken)
        return Fed(written=written, refused=refused, waiting=0)

    def lag(self) -> Lag:
        """How far the index is behind; an index that was never fed is behind by everything."""
        with self._store.reading() as transaction:
            reader = transaction.changes.known(self._index.identity)
            cursor = reader.cursor if reader else 0
            return Lag(
                behind=transaction.changes.behind(cursor),
                dead=len(transaction.changes.dead_letters.ids(self._index.identity)),
                cursor=cursor,
                newest=transaction.changes.newest(),
            )

    def others(self) -> dict[str, int]:
        """Other indexes that were fed from this store and still stand: address, and articles behind."""
        with self._store.reading() as transaction:
            readers = [one for one in transaction.changes.fed_indexes() if not one.retired]
            rest = [one for one in readers if one.identity != self._index.identity]
            return {one.address: transaction.changes.behind(one.cursor) for one in rest}

    def dead(self, most: int | None = None) -> list[DeadLetter]:
        """What the index refused, oldest first."""
        with self._store.reading() as transaction:
            return transaction.changes.dead_letters.listed(self._index.identity, most)

    def dead_ids(self) -> list[str]:
        """The articles that the index refused, oldest first."""
        with self._store.reading() as transaction:
            return transaction.changes.dead_letters.ids(self._index.identity)

    def dead_of(self, ids: Sequence[str]) -> list[DeadLetter]:
        """What the index refused of those articles."""
        with self._store.reading() as transaction:
            return transaction.changes.dead_letters.of(self._index.identity, ids)

    def foreign(self) -> str | None:
        """That the index holds what this store never had, so that it cannot be fed, and what to do."""
        newest = self._index.newest_version()
        with self._store.reading() as transaction:
            foreign = _is_foreign(transaction, self._index.identity, newest)
        return _ahead(self._address) if foreign else None

    def info(self, *, patience: float = 0.0) -> IndexInfo:
        """What the index says of itself, waited for as `sync` does."""
        return self._patiently(self._index.info, patience)

    def _registered(self) -> FedIndex:
        """This index as a reader of the change log; one that lost what it had acknowledged begins anew."""
        now = datetime.now(UTC)
        # Asked before the transaction: a crawl must not wait for the store while a server takes its time.
        identity, newest = self._index.identity, self._index.newest_version()
        with self._store.writing() as transaction:
            if _is_foreign(transaction, identity, newest):
                raise ForeignIndex(_ahead(self._address))
            reader = transaction.changes.register(identity, self._address, now)
            held, article = transaction.changes.acknowledged(reader)
        # A server shows what was written a moment later: what a search does not see is asked for by its id.
        if held <= newest or self._index.versions([article]).get(article, 0) >= held:
            return reader
        with self._store.writing() as transaction:
            transaction.changes.rewind(reader.identity)
            return transaction.changes.register(reader.identity, self._address, now)

    def _waiting(self, cursor: int) -> int:
        with self._store.reading() as transaction:
            return transaction.changes.behind(cursor)

    def _batch(self, cursor: int, most: int) -> tuple[Prepared, list[DeadLetter], int]:
        """What to write of the articles that changed behind the cursor, each once, those that the store holds
        damaged, and the last change among them."""
        with uncollected(), self._store.reading() as transaction:
            changes = transaction.changes.after(cursor, most)
            last = changes[-1][0] if changes else 0
            read, broken = readable(transaction, list(dict.fromkeys(article for _, article in changes)))
            return self._index.prepare([one for one in read if one.version <= last]), broken, last

    def _delete_forgotten(self, cursor: int, last: int, patience: float) -> None:
        """Deletes what was forgotten, asked after the writing: also what was read before that happened."""
        with self._store.reading() as transaction:
            gone = transaction.changes.forgotten(cursor, last)
        if gone:
            self._patiently(lambda: self._index.delete(gone), patience)

    def _write(self, batch: Prepared, patience: float) -> list[Refused]:
        return self._patiently(lambda: self._index.write(batch), patience) if batch.ids else []

    def _patiently(self, do: Callable[[], Answer], patience: float) -> Answer:
        until = time.monotonic() + patience
        pause = FIRST_PAUSE
        while True:
            try:
                return do()
            except IndexUnavailable:
                if time.monotonic() + pause > until:
                    raise
                time.sleep(pause * random.uniform(0.5, 1.0))
                pause = min(pause * 2, LONGEST_PAUSE)

    def _acknowledge(
        self, batch: Prepared, refused: list[Refused], cursor: int, broken: list[DeadLetter], patience: float
    ) -> None:
        index_format = self.info(patience=patience).format if refused else ""
        dead = [
            DeadLetter(
                article_id=one.write.id,
                seq=one.write.version,
                error_type=one.error_type,
                reason=one.reason,
                document=one.write.document,
                format=index_format,
            )
            for one in refused
        ]
        with self._store.writing() as transaction:
            dead += broken
            fed = [*batch.ids, *(one.article_id for one in broken)]
            transaction.changes.acknowledge(self._index.identity, cursor, fed, dead, datetime.now(UTC))


def _is_foreign(transaction: Transaction, identity: str, newest: int) -> bool:
    """Whether the index, whose newest version is `newest`, was fed with other changes than the store's."""
    if newest > transaction.changes.newest():
        return True
    # After a restoring the store gives its numbers again: an index of before has them with another content.
    known = transaction.changes.known(identity)
    return known is None and newest > 0 and transaction.backups.restored() is not None


def _ahead(address: str) -> str:
    return message(
        "the index {index} holds changes that this store does not have: it is fed from "
        "another store (then name another --index), or the store was restored from an older "
        "copy (then run `shengmei index rebuild`)",
        index=address,
    )


def readable(transaction: Transaction, ids: list[str]) -> tuple[list[Write], list[DeadLetter]]:
    """The articles' documents; one that cannot be read any more must not keep the others from the index."""
    whole: list[Write] = []
    broken: list[DeadLetter] = []
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        try:
            whole += _writes(transaction, some)
        except Exception:  # a border: below, each by itself
            for key in some:
                try:
                    whole += _writes(transaction, [key])
                except Exception as error:
                    broken.append(_damaged(key, error))
    return whole, broken


def _writes(transaction: Transaction, ids: list[str]) -> list[Write]:
    return [
        Write(id=one.id, version=one.seq, document=_as_document(one))
        for one in transaction.articles.stored(ids)
    ]


def _damaged(key: str, error: Exception) -> DeadLetter:
    reason = f"the store holds it damaged: {type(error).__name__}: {error}"[:500]
    return DeadLetter(article_id=key, seq=0, error_type="damaged", reason=reason, document={}, format="")


def _as_document(one: StoredArticle) -> dict[str, object]:
    """The document that an index is given of a stored article."""
    facts = Facts(
        change=one.seq,
        first_seen=from_stamp(one.first_seen),
        fetched_at=from_stamp(one.fetched_at),
        fetched_url=one.address,
        archive_file=one.file,
        archive_offset=one.offset,
        archive_length=one.length,
        **{name: getattr(one, name) for name in _SAME_NAME},
    )
    return document(one.article, facts)


_SAME_NAME = (
    *("id", "revision", "content_hash", "status", "site_name", "province", "city", "organisation"),
    *("story", "story_role", "story_basis", "story_size"),
)
