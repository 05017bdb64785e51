"""Writes the ledger: a text that is new is compared with all that are candidates."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from pathlib import Path
from typing import Self

from crawler.items import Precision
from indexer.copies.comparable import Comparable
from indexer.copies.edges import Edge, Text, are_candidates, compared
from indexer.copies.fingerprints import Fingerprint, fingerprints
from indexer.copies.groups import TextGroups
from indexer.copies.ledger.affected_stories import StoriesOfArticles, stories_of
from indexer.copies.ledger.file import VERSION, LedgerFile
from indexer.copies.ledger.fingerprint_index import FingerprintIndex
from indexer.copies.ledger.held_texts import HeldTexts, Wordings, digest
from indexer.copies.ledger.packing import PRINT_BYTES, packed_prints
from indexer.copies.ledger.reader import LedgerReader
from indexer.copies.ledger.rows import TABLES, edge_row, listed, problems, transaction
from indexer.copies.ledger.write_effects import WriteEffects
from indexer.copies.story_building import Outlet
from shengmei.garbage import uncollected

Pair = tuple[Text, Text, Sequence[int]]  # with the places in the first of the prints that both have

_PAGE = 8_192  # bytes of a page of the file: of 4,096 the texts, about 900 each, leave a sixth free


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


class LedgerWriter(LedgerFile):
    """A ledger to write to: `with LedgerWriter.open(path, store, wordings) as ledger`. Raises `LedgerError`.

    `wordings` tells the texts of the store's articles, of which the ledger keeps the prints alone.
    """

    def __init__(self, database: sqlite3.Connection, path: Path, wordings: Wordings) -> None:
        super().__init__(database, path)
        self._texts = HeldTexts(wordings)
        self._missed: set[int] = set()
        self._groups = TextGroups(database, self._asked)
        self._new: dict[int, list[Edge]] = {}  # texts of this write, with their edges to earlier ones

    @classmethod
    def open(cls, path: Path, store: str, wordings: Wordings) -> Self:
        """Opens for writing, and makes it where there is none; `store` is the store's identity."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with problems(path):
            database = sqlite3.connect(path, isolation_level=None, timeout=60)
            database.execute(f"PRAGMA page_size = {_PAGE}")
            # One file, which a reader without rights to write can open too: no write-ahead log.
            database.execute("PRAGMA journal_mode = DELETE")
            database.execute("PRAGMA synchronous = FULL")
            database.execute("PRAGMA secure_delete = ON")  # what is forgotten does not stay in free pages
            with transaction(database):
                if not database.execute("SELECT 1 FROM sqlite_master").fetchone():
                    for statement in filter(str.strip, TABLES.split(";")):
                        database.execute(statement)
                    facts = {"version": VERSION, "store": store, "cursor": "0"}
                    database.executemany("INSERT INTO about VALUES (?, ?)", facts.items())
        ledger = cls(database, path, wordings)
        ledger.check(store)
        return ledger

    def write(self, entries: Sequence[Entry], removed: Iterable[str], cursor: int) -> None:
        """Takes articles in as they are now and others out, and stands at `cursor` then; all or nothing."""
        # Edges, passages and rows are many and hold no cycles.
        with problems(self._path), uncollected(), transaction(self._database):
            try:
                self._prints = FingerprintIndex(self._database, self._asked)
                self._effects, self._new = WriteEffects(self._database, self._asked), {}
                for one in entries:
                    self._keep(one)
                for article in removed:
                    self._remove(article)
                crossed = self._effects.recount_common(self._prints)
                self._finish_comparing()
                self._join_groups()
                self._groups.doubt(crossed)
                self._database.execute("UPDATE about SET value = ? WHERE key = 'cursor'", (str(cursor),))
            except BaseException:
                self._texts.forget_all()
                raise

    def missed(self) -> int:
        """How many texts that it still has could not be compared with a later one, since it was opened: the
        store had none of them."""
        asked = self._asked("SELECT number FROM texts WHERE number IN ({})", list(self._missed))
        return len(list(asked))

    def record(self, write: Callable[[StoriesOfArticles], None], most: int) -> bool:
        """Hands the stories of `most` articles that are to be recorded to `write`, then strikes these off;
        False where none are left. No other process writes to the ledger meanwhile."""
        with problems(self._path), uncollected(), transaction(self._database):
            asked = "SELECT article FROM unrecorded ORDER BY number LIMIT ?"
            ids = [row[0] for row in self._database.execute(asked, (most,))]
            if not ids:
                return False
            found = stories_of(LedgerReader(self._database, self._path), self._groups, ids)
            write(found)
            self._strike_off(found)
        return True

    def _strike_off(self, articles: Iterable[str]) -> None:
        done = ((one,) for one in articles)
        self._database.executemany("DELETE FROM unrecorded WHERE article = ?", done)

    def _keep(self, entry: Entry) -> None:
        text = Comparable.of(entry.body, entry.dateline)
        asked = "SELECT text, at FROM printed WHERE article = ?"
        before = self._database.execute(asked, (entry.id,)).fetchone()
        number = self._number(text) if text.text else None
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
        self._database.execute("INSERT OR REPLACE INTO printed VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        self._name_outlet(entry.site, entry.outlet)
        if before and before[0] != number:
            self._drop_unprinted(before[0])

    def _name_outlet(self, site: str, outlet: Outlet) -> None:
        named = (outlet.name, outlet.organisation, outlet.province)
        asked = "SELECT name, organisation, province FROM outlets WHERE site = ?"
        before = self._database.execute(asked, (site,)).fetchone()
        if before == named:
            return
        self._database.execute("INSERT OR REPLACE INTO outlets VALUES (?, ?, ?, ?)", (site, *named))
        if before is not None:  # others' credits may name it now, or no more
            self._effects.outlet(site)

    def _remove(self, article: str) -> None:
        self._effects.articles([article])
        row = self._database.execute("SELECT text FROM printed WHERE article = ?", (article,)).fetchone()
        if row:
            self._effects.printed_no_more(self._hashes(row[0]))
            self._database.execute("DELETE FROM printed WHERE article = ?", (article,))
            self._drop_unprinted(row[0])

    def _number(self, text: Comparable) -> int:
        """The number of a text; one that is new gets its prints and edges."""
        known_by = digest(text)
        known = self._database.execute("SELECT number FROM texts WHERE hash = ?", (known_by,)).fetchone()
        if known:
            return int(known[0])
        prints = {one.hash: one.start for one in self._fingerprints(text)}
        numbers = len(text.numbers(text.dateline, len(text.text)))
        new = "INSERT INTO texts (hash, length, numbers, prints) VALUES (?, ?, ?, ?)"
        row = (known_by, len(text.text), numbers, packed_prints(prints))
        number = self._database.execute(new, row).lastrowid or 0
        self._effects.printed(prints)
        self._new[number] = []
        self._write_edges(Text(number, text), prints)
        self._prints.add(number, prints)
        self._texts.hold(number, text)
        return number

    def _join_groups(self) -> None:
        """Tells the groups of the texts that are new and there still."""
        reader = LedgerReader(self._database, self._path)
        for number, edges in self._new.items():
            self._groups.join(number, reader.copies_among(number, edges))

    def _write_edges(self, new: Text, prints: Mapping[int, int]) -> None:
        """`prints` are the places of its fingerprints."""
        shared: dict[int, list[int]] = defaultdict(list)
        texts_with = self._prints.texts_with(prints)
        for hash_, start in sorted(prints.items(), key=itemgetter(1)):
            for text in texts_with.get(hash_, ()):
                shared[text].append(start)
        asked = f"SELECT number, length(prints) / {PRINT_BYTES}, hash FROM texts WHERE number IN ({{}})"
        candidates = {
            number: known_by
            for number, theirs, known_by in self._asked(asked, list(shared))
            if are_candidates(len(prints), theirs, len(shared[number]))
        }
        there = self._texts.get(candidates, self._printed_by)
        self._missed |= candidates.keys() - there.keys()
        self._compare((new, Text(number, there[number]), shared[number]) for number in sorted(there))

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
        self._database.executemany("INSERT INTO edges VALUES (?, ?, ?, ?, ?, ?, ?)", map(edge_row, found))

    def _printed_by(self, texts: Sequence[int]) -> Iterator[tuple[int, str]]:
        yield from self._asked("SELECT text, article FROM printed WHERE text IN ({})", texts)

    def _drop_unprinted(self, number: int) -> None:
        if self._database.execute("SELECT 1 FROM printed WHERE text = ?", (number,)).fetchone():
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
        self._database.execute("DELETE FROM edges WHERE a = ? OR b = ?", (number, number))
        self._database.execute("DELETE FROM texts WHERE number = ?", (number,))
