"""Writes the ledger: a text that is new is compared with all that are candidates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from crawler.items import Precision
from indexer.copies.comparable import Comparable
from indexer.copies.edges import Edge, Text, compared
from indexer.copies.fingerprints import Fingerprint, fingerprints
from indexer.copies.groups import TextGroups
from indexer.copies.ledger.affected_stories import StoriesOfArticles, stories_of
from indexer.copies.ledger.candidates import Candidates
from indexer.copies.ledger.databases import LedgerConnection, LedgerDatabase, ledger_at
from indexer.copies.ledger.databases.errors import WrittenMeanwhile
from indexer.copies.ledger.fingerprint_index import FingerprintIndex
from indexer.copies.ledger.held_texts import HeldTexts, Wordings, digest
from indexer.copies.ledger.packing import packed_prints
from indexer.copies.ledger.reader import LedgerReader
from indexer.copies.ledger.rows import WRITE_OUTLET, WRITE_PRINTED, edge_row, listed
from indexer.copies.ledger.tables import VERSION, LedgerTables
from indexer.copies.ledger.write_effects import WriteEffects
from indexer.copies.story_building import Outlet
from shengmei.console.translation import message
from shengmei.garbage import uncollected
from shengmei.ledger_place import LedgerPlace

Pair = tuple[Text, Text, Sequence[int]]  # with the places in the first of the prints that both have


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What the ledger keeps of an article: see `PrintedArticle`."""

    id: str
    url: str
    body: str
    title: str
    site: str
    outlet: Outlet = field(default_factory=Outlet)
    credits: frozenset[str] = frozenset()
    agency: str | None = None
    at: datetime | None = None
    precision: Precision | None = None
    dateline: str | None = None  # as the body prints it


class LedgerWriter(LedgerTables):
    """A ledger to write to: `with LedgerWriter.open(place, store, wordings) as ledger`. Raises `LedgerError`.

    `wordings` tells the texts of the store's articles, of which the ledger keeps the prints alone.
    """

    def __init__(self, connection: LedgerConnection, wordings: Wordings) -> None:
        super().__init__(connection)
        self._texts = HeldTexts(wordings)
        self._missed: set[int] = set()
        self._groups = TextGroups(connection)
        self._new: dict[int, list[Edge]] = {}  # texts of this write, with their edges to earlier ones
        self._made: object = None  # which ledger the numbers of held texts are of

    @classmethod
    def open(
        cls, place: LedgerPlace | LedgerDatabase, store: str, wordings: Wordings, *, create: bool = True
    ) -> Self:
        """Opens for writing, and makes it where there is none; `store` is the store's identity. Without
        `create` raises `NoLedger` there."""
        facts = {"version": VERSION, "store": store, "cursor": "0"}
        ledger = cls(ledger_at(place).connect(facts, create=create), wordings)
        with ExitStack() as undo:
            undo.callback(ledger.__exit__)
            ledger.check(store)
            undo.pop_all()
        return ledger

    def write(
        self, entries: Sequence[Entry], removed: Sequence[str], cursor: int, *, behind: int | None = None
    ) -> None:
        """Takes articles in as they are now and others out, and stands at `cursor` then; all or nothing.
        Raises `WrittenMeanwhile` where it does not stand at `behind`, after which they were read."""
        # Edges, passages and rows are many and hold no cycles.
        with uncollected(), self._writing():
            if behind is not None and self.cursor != behind:
                raise WrittenMeanwhile(
                    message("{path}: another process writes to it too", path=self._connection.place)
                )
            for one, text, known_by in self._begin(entries, removed):
                self._keep(one, text, known_by)
            for article in removed:
                self._remove(article)
            crossed = self._effects.recount_common(self._prints)
            self._finish_comparing()
            self._join_groups()
            self._groups.doubt(crossed)
            self._missed |= self._candidates.missed
            self._effects.flush()
            self._prints.flush()
            self._connection.set_last_text(self._last_text)
            self._connection.run("UPDATE about SET value = ? WHERE key = 'cursor'", (str(cursor),))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction; what was numbered in one that is taken back is forgotten, for its numbers are given
        again, and so is what was held of a ledger that another one has taken the place of."""
        with self._connection.writing():
            made = self._connection.made()
            if made != self._made:
                self._forget()
            self._made = made
            try:
                yield
            except BaseException:  # Ctrl-C too: it goes on to whoever asked
                self._texts.forget_all()
                raise

    def _forget(self) -> None:
        self._texts.forget_all()
        self._missed.clear()

    def _begin(
        self, entries: Sequence[Entry], removed: Sequence[str]
    ) -> list[tuple[Entry, Comparable, bytes]]:
        """The articles with their texts and the digests of these. What would have to be asked for each is
        asked for all at once."""
        self._prints, self._effects = FingerprintIndex(self._connection), WriteEffects(self._connection)
        self._candidates = Candidates(self._connection, self._prints, self._texts)
        self._new = {}
        self._last_text = self._connection.last_text()
        self._outlets: dict[str, tuple[str | None, ...] | None] = {}
        ids = list(dict.fromkeys([*(one.id for one in entries), *removed]))
        asked = "SELECT article, text, at FROM printed WHERE article IN ({})"
        self._printed = {row[0]: (row[1], row[2]) for row in self._connection.among(asked, ids)}
        texts = [Comparable.of(one.body, one.dateline) for one in entries]
        hashes = [digest(one) for one in texts]
        asked = "SELECT hash, number FROM texts WHERE hash IN ({})"
        self._numbers: dict[bytes, int] = dict(self._connection.among(asked, list(dict.fromkeys(hashes))))
        self._places: dict[bytes, Mapping[int, int]] = {}
        new = [pair for pair in zip(texts, hashes, strict=True) if pair[1] not in self._numbers]
        self._candidates.look_up([self._places_of(*one) for one in new])
        return list(zip(entries, texts, hashes, strict=True))

    def missed(self) -> int:
        """How many texts that it still has could not be compared with a later one, since it was opened: the
        store had none of them."""
        asked = self._connection.among("SELECT number FROM texts WHERE number IN ({})", list(self._missed))
        return len(list(asked))

    def record(self, write: Callable[[StoriesOfArticles], None], most: int) -> bool:
        """Hands the stories of `most` articles that are to be recorded to `write`, then strikes these off;
        False where none are left. No other process writes to the ledger meanwhile."""
        with uncollected(), self._writing():
            asked = "SELECT article FROM unrecorded ORDER BY number LIMIT ?"
            ids = [row[0] for row in self._connection.rows(asked, (most,))]
            if not ids:
                return False
            found = stories_of(LedgerReader(self._connection), self._groups, ids)
            write(found)
            self._strike_off(found)
        return True

    def _strike_off(self, articles: Iterable[str]) -> None:
        done = ((one,) for one in articles)
        self._connection.run_all("DELETE FROM unrecorded WHERE article = ?", done)

    def _keep(self, entry: Entry, text: Comparable, known_by: bytes) -> None:
        before = self._printed.get(entry.id)
        number = self._number(text, known_by) if text.text else None
        if number is None:
            self._remove(entry.id)
            return
        at = entry.at.isoformat() if entry.at else None
        self._effects.articles([entry.id])
        if before != (number, at):
            self._effects.printed(self._hashes(number) if number not in self._new else ())
            self._effects.printed_no_more(self._hashes(before[0]) if before else ())
        credited = listed(entry.credits)
        row = (
            entry.id,
            number,
            entry.url,
            entry.site,
            entry.title,
            credited,
            entry.agency,
            at,
            entry.precision,
        )
        self._connection.run(WRITE_PRINTED, row)
        self._printed[entry.id] = (number, at)
        self._name_outlet(entry.site, entry.outlet)
        if before and before[0] != number:
            self._drop_unprinted(before[0])

    def _name_outlet(self, site: str, outlet: Outlet) -> None:
        named = (outlet.name, outlet.organisation, outlet.province)
        if site not in self._outlets:
            asked = "SELECT name, organisation, province FROM outlets WHERE site = ?"
            self._outlets[site] = self._connection.row(asked, (site,))
        before, self._outlets[site] = self._outlets[site], named
        if before == named:
            return
        self._connection.run(WRITE_OUTLET, (site, *named))
        if before is not None:  # others' credits may name it now, or no more
            self._effects.outlet(site)

    def _remove(self, article: str) -> None:
        self._effects.articles([article])
        before = self._printed.pop(article, None)
        if before:
            self._effects.printed_no_more(self._hashes(before[0]))
            self._connection.run("DELETE FROM printed WHERE article = ?", (article,))
            self._drop_unprinted(before[0])

    def _number(self, text: Comparable, known_by: bytes) -> int:
        """The number of a text; one that is new gets its prints and edges."""
        if known_by in self._numbers:
            return self._numbers[known_by]
        self._last_text += 1
        number = self._numbers[known_by] = self._last_text
        prints = self._places_of(text, known_by)
        numbers = len(text.numbers(text.dateline, len(text.text)))
        row = (number, known_by, len(text.text), numbers, packed_prints(prints))
        self._connection.run("INSERT INTO texts VALUES (?, ?, ?, ?, ?)", row)
        self._effects.printed(prints)
        self._new[number] = []
        new = Text(number, text)
        self._compare((new, Text(one, other), starts) for one, other, starts in self._candidates.of(prints))
        self._candidates.add(number, prints, known_by)
        self._texts.hold(number, text)
        return number

    def _join_groups(self) -> None:
        """Tells the groups of the texts that are new and there still."""
        reader = LedgerReader(self._connection)
        reader.look_up_common(self._new)
        for number, edges in self._new.items():
            self._groups.join(number, reader.copies_among(number, edges))

    def _places_of(self, text: Comparable, known_by: bytes) -> Mapping[int, int]:
        """The prints of a text, with the place of each."""
        if known_by not in self._places:  # the ledger had it when this write began, and has lost it since
            self._places[known_by] = {one.hash: one.start for one in self._fingerprints(text)}
        return self._places[known_by]

    def _fingerprints(self, text: Comparable) -> list[Fingerprint]:
        return fingerprints(text.text)

    def _compare(self, pairs: Iterable[Pair]) -> None:
        """Writes the edges of pairs of texts, at the latest when `_finish_comparing` is called."""
        self._insert_edges(compared(*one) for one in pairs)

    def _finish_comparing(self) -> None:
        """Before edges are looked at, and before the end."""

    def _insert_edges(self, edges: Iterable[Edge | None]) -> None:
        found = [one for one in edges if one is not None]
        for one in found:
            self._new[max(one.a, one.b)].append(one)
        self._connection.run_all("INSERT INTO edges VALUES (?, ?, ?, ?, ?, ?, ?)", map(edge_row, found))

    def _drop_unprinted(self, number: int) -> None:
        if self._connection.row("SELECT 1 FROM printed WHERE text = ?", (number,)):
            self._effects.texts([number])
            return
        self._finish_comparing()
        self._effects.neighbours(number)
        self._groups.drop(number)
        self._new.pop(number, None)
        self._new |= {
            other: [one for one in edges if number not in (one.a, one.b)]
            for other, edges in self._new.items()
        }
        self._prints.remove(number, self._hashes(number))
        self._connection.run("DELETE FROM edges WHERE a = ? OR b = ?", (number, number))
        self._connection.run("DELETE FROM texts WHERE number = ?", (number,))
        self._numbers = {known_by: one for known_by, one in self._numbers.items() if one != number}
