"""Reads stories out of the ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from indexer.copies.edges import Edge
from indexer.copies.fingerprints import fingerprints
from indexer.copies.kinds import COMMON_WEEKS, HALF, is_copy
from indexer.copies.ledger_file import LedgerFile
from indexer.copies.ledger_rows import PRINTED, LedgerError, edge, printed_article, problems
from indexer.copies.stories import PrintedArticle, Story, stories
from shengmei.timezone import SHANGHAI


class LedgerReader(LedgerFile):
    """A ledger that is read alone; `with LedgerReader.open(path) as ledger`. Raises `LedgerError`."""

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        super().__init__(database, path)
        self._weeks: dict[int, int] = {}  # in which a print was printed

    @classmethod
    def open(cls, path: Path) -> LedgerReader:
        """Opens what is there; nothing is written, no file is made."""
        if not path.exists():
            raise LedgerError(f"no ledger at {path}: `shengmei ledger sync` makes it from the store")
        with problems(path):
            database = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None, timeout=60)
            ledger = cls(database, path)
            ledger.check(None)
        return ledger

    def story_of(self, article: str) -> tuple[Story | None, list[Edge], dict[str, PrintedArticle]]:
        """The story that an article is part of, the edges among its texts and the articles; None for one that
        is nobody's copy and has none. Raises `KeyError` for an article that is not in the ledger."""
        row = self._database.execute("SELECT text FROM printed WHERE article = ?", (article,)).fetchone()
        if row is None:
            raise KeyError(article)
        texts, copies, waiting = {row[0]}, set[Edge](), [row[0]]
        while waiting:
            for copy in self._copies_of(waiting.pop()):
                copies.add(copy)
                for text in {copy.a, copy.b} - texts:
                    texts.add(text)
                    waiting.append(text)
        articles = self._printed(texts)
        for story in stories(articles, list(copies)):
            members = {one.article for one in story.members} | set(story.containers)
            if article in members:
                there = {one.id: one for one in articles if one.id in members}
                numbers = {one.text for one in there.values()}
                return story, [one for one in copies if {one.a, one.b} <= numbers], there
        return None, [], {}

    def uncertain(self, article: str) -> list[PrintedArticle]:
        """The articles that share half with this one and are called no copies: too short or too formulaic."""
        row = self._database.execute("SELECT text FROM printed WHERE article = ?", (article,)).fetchone()
        if row is None:
            return []
        asked = "SELECT * FROM edges WHERE a = ? UNION SELECT * FROM edges WHERE b = ?"
        pairs = map(edge, self._database.execute(asked, (row[0], row[0])).fetchall())
        doubted = [one for one in pairs if one.share_a >= HALF and not self._is_copy(one)]
        texts = {text for one in doubted for text in (one.a, one.b)} - {row[0]}
        return sorted(self._printed(texts), key=lambda one: one.id)

    def stories(self) -> list[Story]:
        """All stories."""
        return stories(self.articles(), [one for one, is_copy in self.judged() if is_copy])

    def judged(self) -> Iterator[tuple[Edge, bool]]:
        """Every edge, and whether it is one of copies."""
        for row in self._database.execute("SELECT * FROM edges").fetchall():
            one = edge(row)
            yield one, self._is_copy(one)

    def judged_from(self, text: int) -> Iterator[tuple[Edge, bool]]:
        """The edges in which a text is the shorter, and whether they are ones of copies."""
        for row in self._database.execute("SELECT * FROM edges WHERE a = ? ORDER BY b", (text,)).fetchall():
            one = edge(row)
            yield one, self._is_copy(one)

    def articles(self) -> list[PrintedArticle]:
        """All articles, by id."""
        return [printed_article(row) for row in self._database.execute(f"{PRINTED} ORDER BY article")]

    def edges(self) -> Iterator[tuple[str, str, Edge]]:
        """Every edge, with the hashes of its texts, which no order of arrival changes; by these."""
        hashes = dict(self._database.execute("SELECT number, hash FROM texts"))
        rows = self._database.execute("SELECT * FROM edges").fetchall()
        yield from sorted(
            ((hashes[row[0]].hex(), hashes[row[1]].hex(), edge(row)) for row in rows), key=lambda one: one[:2]
        )

    def differences(self, other: LedgerReader) -> list[str]:
        """What differs from another ledger, a line each: articles, pairs, stories."""
        found = []
        for what, here, there in (
            ("article", self._articles(), other._articles()),
            ("pair", self._pairs(), other._pairs()),
            ("story", {one.id: one for one in self.stories()}, {one.id: one for one in other.stories()}),
        ):
            keys = here.keys() | there.keys()
            found += [f"{what} {key}" for key in sorted(keys) if here.get(key) != there.get(key)]
        return found

    def _articles(self) -> dict[str, object]:
        return {one.id: replace(one, text=0) for one in self.articles()}

    def _pairs(self) -> dict[str, object]:
        return {f"{a} {b}": replace(one, a=0, b=0) for a, b, one in self.edges()}

    def _printed(self, texts: Iterable[int]) -> list[PrintedArticle]:
        rows = self._asked(f"{PRINTED} WHERE text IN ({{}})", list(texts))
        return [printed_article(row) for row in rows]

    def _copies_of(self, text: int) -> list[Edge]:
        asked = "SELECT * FROM edges WHERE a = ? UNION SELECT * FROM edges WHERE b = ?"
        rows = self._database.execute(asked, (text, text))
        return [one for one in map(edge, rows.fetchall()) if self._is_copy(one)]

    def _is_copy(self, one: Edge) -> bool:
        return is_copy(one) and is_copy(one, self._uncommon(one))

    def _uncommon(self, pair: Edge) -> float:
        """The share of the prints that both texts have which no more than `COMMON_WEEKS` weeks printed."""
        a, b = (self._hashes(text) for text in (pair.a, pair.b))
        both = a & b
        if not both:
            return 1.0
        self._count_weeks(both - self._weeks.keys())
        return sum(self._weeks[one] <= COMMON_WEEKS for one in both) / len(both)

    def _hashes(self, text: int) -> set[int]:
        return {one.hash for one in fingerprints(self._text(text).comparable.text)}

    def _count_weeks(self, hashes: Iterable[int]) -> None:
        weeks: dict[int, set[tuple[int, int]]] = {one: set() for one in hashes}
        for table in self._print_tables():
            joined = f"SELECT hash, at FROM {table} JOIN printed USING (text)"
            asked = f"{joined} WHERE at IS NOT NULL AND hash IN ({{}})"
            for hash_, at in self._asked(asked, list(weeks)):
                weeks[hash_].add(datetime.fromisoformat(at).astimezone(SHANGHAI).isocalendar()[:2])
        self._weeks |= {one: len(there) for one, there in weeks.items()}
