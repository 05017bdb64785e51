"""The ledger made anew from the whole store, with tasks that fingerprint and compare texts.

One process draws articles from the store in the order of its change log, looks candidates up and writes rows;
tasks make the prints of articles that come next, and align pairs of texts. Rows are written in the same order
however many tasks run, so the file is the same, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from crawler.store import Store
from indexer.copies.comparable import Comparable, Numbers
from indexer.copies.edges import Edge, Text, compared
from indexer.copies.fingerprints import Fingerprint, fingerprints
from indexer.copies.ledger.databases import LedgerConnection, LedgerDatabase
from indexer.copies.ledger.feed import Batch, LedgerFed, batches, lineage, wordings, write_batches
from indexer.copies.ledger.held_texts import Wordings
from indexer.copies.ledger.writer import Entry, LedgerWriter, Pair
from shengmei.ledger_place import LedgerPlace
from shengmei.tasks import Task, Tasks

_BATCH = 500  # changes in a transaction
_PAIRS, _PAIRS_FAR = 32, 128  # of a task: aligning one takes about a millisecond

# A pair as it is sent: number, text, length of the dateline and numbers of each, and where in the first of
# them prints stand that both have.
_SentText = tuple[int, str, int, Numbers]
_SentPair = tuple[_SentText, _SentText, Sequence[int]]


def rebuild(
    store: Store,
    place: LedgerPlace | LedgerDatabase,
    tasks: Tasks,
    *,
    on_progress: Callable[[int, int], None] | None = None,
) -> LedgerFed:
    """Feeds the ledger at `place` from the store until nothing is waiting; calls `on_progress(done, to do)`.

    Killed at any moment, it goes on where it stood. Raises `LedgerError`, `StoreError`, `TasksError`.
    """
    with BulkWriter.open(place, lineage(store), wordings(store)) as ledger:
        ledger.use(tasks)

        def read(cursor: int) -> Iterator[Batch]:
            return _fingerprinted(ledger, tasks, batches(store, cursor, _BATCH))

        return write_batches(ledger, store, read, on_progress=on_progress)


def _fingerprinted(ledger: BulkWriter, tasks: Tasks, some: Iterable[Batch]) -> Iterator[Batch]:
    """The batches in their order; the ledger knows the prints of each before it comes."""
    for batch, prints in tasks.in_order(
        prints_of, some, lambda batch: ([one.body for one in batch.entries],)
    ):
        ledger.expect(batch.entries, prints)
        yield batch


def prints_of(bodies: Sequence[str]) -> list[list[Fingerprint]]:
    """A task: the fingerprints of texts as they are printed."""
    return [fingerprints(Comparable.of(one).text) for one in bodies]


def edges_of(pairs: Sequence[_SentPair]) -> list[Edge | None]:
    """A task: pairs of texts compared."""
    texts = {sent[0]: _received(sent) for one, other, _ in pairs for sent in (one, other)}
    return [compared(texts[one[0]], texts[other[0]], starts) for one, other, starts in pairs]


class BulkWriter(LedgerWriter):
    """A ledger whose texts are fingerprinted and compared by tasks."""

    def __init__(self, connection: LedgerConnection, wordings: Wordings) -> None:
        super().__init__(connection, wordings)
        self._tasks = Tasks(None, at_once=1)
        # Of texts to be written, by the text as printed.
        self._known: dict[str, list[Fingerprint]] = {}
        self._pairs: list[_SentPair] = []  # too few yet for a task
        self._compared: list[Task[list[Edge | None]]] = []

    def use(self, tasks: Tasks) -> None:
        """Where texts are compared from now on."""
        self._tasks = tasks

    def expect(self, entries: Iterable[Entry], prints: Iterable[list[Fingerprint]]) -> None:
        """The prints of articles that are written next."""
        self._known = {entry.body: found for entry, found in zip(entries, prints, strict=True)}

    def write(
        self, entries: Sequence[Entry], removed: Sequence[str], cursor: int, *, behind: int | None = None
    ) -> None:
        self._pairs, self._compared = [], []  # what a transaction that was taken back had asked for
        super().write(entries, removed, cursor, behind=behind)

    def _fingerprints(self, text: Comparable) -> list[Fingerprint]:
        found = self._known.get(text.printed)
        return super()._fingerprints(text) if found is None else found

    def _compare(self, pairs: Iterable[Pair]) -> None:
        self._pairs += [(_sent(one), _sent(other), starts) for one, other, starts in pairs]
        if len(self._pairs) >= (_PAIRS_FAR if self._tasks.far else _PAIRS):
            self._ask()

    def _ask(self) -> None:
        if self._pairs:
            self._compared.append(self._tasks.submit(edges_of, self._pairs))
            self._pairs = []

    def _finish_comparing(self) -> None:
        self._ask()
        for task in self._compared:
            self._insert_edges(task.result())
        self._compared = []


def _sent(text: Text) -> _SentText:
    """Without what is printed, of which a comparison looks at the numbers alone."""
    there = text.comparable
    return text.number, there.text, there.dateline, there.number_places


def _received(sent: _SentText) -> Text:
    number, text, dateline, numbers = sent
    return Text(number, Comparable("", text, dateline, numbers))
