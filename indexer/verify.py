"""Does an index hold what the store says? Compared by ids and versions, and mended.

Both sides are walked in batches, so that memory stays flat: once through the index (what is out of date, and
what the store does not know), and through the store only if the first walk has met too few of its articles.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields

from crawler.store import FedIndex, Store, Transaction
from indexer.feed import Feed
from indexer.search import SearchError, SearchIndex
from shengmei.console.translation import message

BATCH = 1000
SHOWN = 5  # ids named for each kind of difference
TOMBSTONE_SECONDS = 90.0  # Elasticsearch forgets a deletion, and what it forbids, after 60
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 5.0


@dataclass(kw_only=True)
class Kind:
    """One kind of difference: how many, and the first few ids."""

    count: int = 0
    ids: list[str] = field(default_factory=list)

    def add(self, ids: Iterable[str]) -> None:
        for one in ids:
            self.count += 1
            if len(self.ids) < SHOWN:
                self.ids.append(one)


@dataclass(kw_only=True)
class Differences:
    """What is not as it should be. What the index refused (a dead letter) or has not been fed yet is none."""

    missing: Kind = field(default_factory=Kind)  # acknowledged, and not there
    stale: Kind = field(default_factory=Kind)  # there in an older version
    newer: Kind = field(default_factory=Kind)  # there in a version that the store never gave
    surplus: Kind = field(default_factory=Kind)  # the store has no such article

    @property
    def count(self) -> int:
        return sum(kind.count for kind in self.kinds().values())

    def kinds(self) -> dict[str, Kind]:
        return {one.name: getattr(self, one.name) for one in fields(self)}


@dataclass(frozen=True, kw_only=True)
class Verified:
    """`found`: the differences; `left`: those that stay after mending, None when nothing was mended."""

    articles: int
    documents: int
    refused: int
    waiting: int
    found: Differences
    left: Differences | None = None

    @property
    def open(self) -> int:
        """Differences that stay."""
        return (self.found if self.left is None else self.left).count


OnProgress = Callable[[int, int], None]
Mend = Callable[["Differing"], None]


@dataclass(frozen=True, kw_only=True)
class Differing:
    """Ids of documents that differ, and how."""

    missing: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    newer: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)


class Verifier:
    """Compares one index with the store it is fed from."""

    def __init__(self, store: Store, index: SearchIndex, address: str) -> None:
        self._store, self._index, self._address = store, index, address

    def verify(
        self,
        *,
        repair: bool = False,
        patience: float = TOMBSTONE_SECONDS,
        on_progress: OnProgress | None = None,
    ) -> Verified:
        """Compares, and with `repair` mends and compares again.

        Raises `IndexDamaged`, and `SearchError` when this store never fed the index, or when so much of it
        is foreign that mending would rather destroy something. `patience`: seconds that a server may take to
        forget deletions, which forbid that an article is written again. `on_progress(done, to do)` is called
        between.
        """
        reader = self._known()
        self._index.ensure_sound()
        found = self._compare(reader, on_progress)
        left = None
        if repair and found.count:
            self._ensure_ours(found)
            mender = Mender(self._store, self._index, self._address, patience)
            self._compare(reader, on_progress, mender.mend)
            left = self._compare(reader, on_progress)
        return self._result(reader, found, left)

    def _known(self) -> FedIndex:
        with self._store.reading() as transaction:
            reader = transaction.changes.known(self._index.identity)
        if reader is None:
            raise SearchError(
                message(
                    "this store has never fed the index {index}: name its own --data, or feed it with "
                    "`shengmei index sync`",
                    index=self._address,
                )
            )
        return reader

    def _ensure_ours(self, found: Differences) -> None:
        foreign, documents = found.surplus.count + found.newer.count, self._index.info().documents
        if foreign * 2 > documents:
            raise SearchError(
                message(
                    "{foreign} of {documents} documents of {index} are not from this store: nothing was "
                    "mended; name the right --data, or make it this store's by `shengmei index rebuild`",
                    foreign=foreign,
                    documents=documents,
                    index=self._address,
                )
            )

    def _compare(
        self, reader: FedIndex, on_progress: OnProgress | None, mend: Mend | None = None
    ) -> Differences:
        total = self._articles()
        found, met = Differences(), 0
        for batch, known in self._walk_index(reader):
            _count(found, batch, mend)
            met += known
            if on_progress is not None:
                on_progress(min(met, total), total)
        if met < self._articles():
            for batch in self._walk_store(reader):
                _count(found, batch, mend)
        return found

    def _walk_index(self, reader: FedIndex) -> Iterator[tuple[Differing, int]]:
        """Differences in what the index holds, and how many of the documents the store knows."""
        for held in self._index.listed(BATCH):
            # The store is asked after the index: by then it holds whatever the index was fed.
            with self._store.reading() as transaction:
                newest = transaction.changes.versions_of(list(held))
                late = [one for one, seq in newest.items() if held[one] < seq]
                late = _owed(transaction, reader, {one: newest[one] for one in late})
                unknown = [one for one in held if one not in newest]
                going = transaction.changes.waiting_to_go(reader.cursor, unknown)
            # A search may see less than what is there: what seems late is asked for by its id.
            now = self._index.versions(late) if late else {}
            batch = Differing(
                stale=[one for one in late if now.get(one, newest[one]) < newest[one]],
                missing=[one for one in late if one not in now],
                newer=[one for one, seq in newest.items() if held[one] > seq],
                surplus=[one for one in unknown if one not in going],
            )
            yield batch, len(newest)

    def _walk_store(self, reader: FedIndex) -> Iterator[Differing]:
        """Differences in what the index lacks."""
        after = ""
        while True:
            with self._store.reading() as transaction:
                newest = transaction.changes.versions(after, BATCH)
            if not newest:
                return
            after = max(newest)
            held = self._index.versions(list(newest))
            with self._store.reading() as transaction:
                lacking = {one: seq for one, seq in newest.items() if one not in held}
                yield Differing(missing=_owed(transaction, reader, lacking))

    def _articles(self) -> int:
        with self._store.reading() as transaction:
            return sum(transaction.articles.count().values())

    def _result(self, reader: FedIndex, found: Differences, left: Differences | None) -> Verified:
        with self._store.reading() as transaction:
            refused = len(transaction.changes.dead_letters.ids(reader.identity))
            waiting = transaction.changes.behind(reader.cursor)
        return Verified(
            articles=self._articles(),
            documents=self._index.info().documents,
            refused=refused,
            waiting=waiting,
            found=found,
            left=left,
        )


class Mender:
    """Makes an index hold what the store says."""

    def __init__(self, store: Store, index: SearchIndex, address: str, patience: float) -> None:
        self._store, self._index, self._patience = store, index, patience
        self._feed = Feed(store, index, address)

    def mend(self, batch: Differing) -> None:
        self._index.delete([*batch.surplus, *batch.newer])
        self._write([*batch.missing, *batch.stale, *batch.newer])

    def _write(self, ids: list[str]) -> None:
        """Again and again while a server still remembers deletions of later versions."""
        until, pause = time.monotonic() + self._patience, _FIRST_PAUSE
        while ids:
            self._feed.offer(ids)
            ids = self._lacking(ids)
            if not ids or time.monotonic() + pause > until:
                return
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    def _lacking(self, ids: list[str]) -> list[str]:
        held = self._index.versions(ids)
        with self._store.reading() as transaction:
            newest = transaction.changes.versions_of([one for one in ids if one not in held])
            letters = transaction.changes.dead_letters.of(self._index.identity, list(newest))
        refused = {letter.article_id for letter in letters}
        return [one for one in newest if one not in refused]


def _count(found: Differences, batch: Differing, mend: Mend | None) -> None:
    for name, kind in found.kinds().items():
        kind.add(getattr(batch, name))
    if mend is not None:
        mend(batch)


def _owed(transaction: Transaction, reader: FedIndex, newest: Mapping[str, int]) -> list[str]:
    """Those that the index has acknowledged: not still to be fed, and not refused."""
    fed = [one for one, seq in newest.items() if seq <= reader.cursor]
    letters = transaction.changes.dead_letters.of(reader.identity, fed) if fed else []
    refused = {letter.article_id for letter in letters}
    return [one for one in fed if one not in refused]
