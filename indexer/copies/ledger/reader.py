"""Reads stories out of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace

from indexer.copies.edges import Edge
from indexer.copies.kinds import HALF, is_copy
from indexer.copies.ledger.databases import LedgerConnection, LedgerDatabase, ledger_at
from indexer.copies.ledger.packing import unpacked_prints
from indexer.copies.ledger.rows import PRINTED, edge, printed_article
from indexer.copies.ledger.tables import LedgerTables
from indexer.copies.story_building import PrintedArticle, Story, stories
from shengmei.ledger_place import LedgerPlace

_AT_ONCE = 500  # edges that are judged together
_EDGES_OF = "SELECT * FROM edges WHERE a = ? UNION SELECT * FROM edges WHERE b = ?"


class LedgerReader(LedgerTables):
    """A ledger that is read alone; `with LedgerReader.open(place) as ledger`. Raises `LedgerError`."""

    def __init__(self, connection: LedgerConnection) -> None:
        super().__init__(connection)
        self._common_of: dict[int, frozenset[int]] = {}  # by text

    @classmethod
    def open(cls, place: LedgerPlace | LedgerDatabase) -> LedgerReader:
        """Opens what is there; nothing is written, no file is made."""
        ledger = cls(ledger_at(place).connect_to_read())
        with ExitStack() as undo:
            undo.callback(ledger.__exit__)
            ledger.check(None)
            undo.pop_all()
        return ledger

    def story_of(self, article: str) -> tuple[Story | None, list[Edge], dict[str, PrintedArticle]]:
        """The story that an article is part of, the edges among its texts and the articles; None for one that
        is nobody's copy and has none. Raises `KeyError` for an article that is not in the ledger."""
        articles, copies = self.connected_with(article)
        if not articles:
            raise KeyError(article)
        for story in stories(articles, list(copies)):
            members = {one.article for one in story.members} | set(story.containers)
            if article in members:
                there = {one.id: one for one in articles if one.id in members}
                numbers = {one.text for one in there.values()}
                return story, [one for one in copies if {one.a, one.b} <= numbers], there
        return None, [], {}

    def connected_with(self, article: str) -> tuple[list[PrintedArticle], set[Edge]]:
        """`connected` of an article's text; nothing for one that is not in the ledger."""
        text = self.text_of(article)
        return self.connected(text) if text is not None else ([], set())

    def connected(self, text: int) -> tuple[list[PrintedArticle], set[Edge]]:
        """The articles whose texts hang together with a text by copies, through containers too, and the edges
        between these texts."""
        texts, copies, waiting = {text}, set[Edge](), [text]
        read = set[tuple[int, int]]()  # both texts of an edge lead to it
        while waiting:
            found = self._copies_of(waiting, read)
            copies.update(found)
            waiting = list({one for copy in found for one in (copy.a, copy.b)} - texts)
            texts.update(waiting)
        return self.printed(texts), copies

    def with_copies(self, texts: Sequence[int]) -> set[int]:
        """Those of these texts that make a pair of copies with any other."""
        pairs = self._copies_of(texts, set())
        return {one for pair in pairs for one in (pair.a, pair.b)}

    def uncertain(self, article: str) -> list[PrintedArticle]:
        """The articles that share half with this one and are called no copies: too short or too formulaic."""
        own = self.text_of(article)
        if own is None:
            return []
        pairs = map(edge, self._connection.rows(_EDGES_OF, (own, own)))
        doubted = [one for one in pairs if one.share_a >= HALF and not self._is_copy(one)]
        texts = {text for one in doubted for text in (one.a, one.b)} - {own}
        return sorted(self.printed(texts), key=lambda one: one.id)

    def stories(self) -> list[Story]:
        """All stories."""
        return stories(self.articles(), [one for one, is_copy in self.judged() if is_copy])

    def judged(self) -> Iterator[tuple[Edge, bool]]:
        """Every edge, and whether it is one of copies."""
        rows = self._connection.rows("SELECT * FROM edges")
        for start in range(0, len(rows), _AT_ONCE):
            some = [edge(row) for row in rows[start : start + _AT_ONCE]]
            self.look_up_common({one.a for one in some})
            for one in some:
                yield one, self._is_copy(one)

    def judged_from(self, text: int) -> Iterator[tuple[Edge, bool]]:
        """The edges in which a text is the shorter, and whether they are ones of copies."""
        for row in self._connection.rows("SELECT * FROM edges WHERE a = ? ORDER BY b", (text,)):
            one = edge(row)
            yield one, self._is_copy(one)

    def articles(self) -> list[PrintedArticle]:
        """All articles, by id."""
        return [printed_article(row) for row in self._connection.rows(f"{PRINTED} ORDER BY article")]

    def edges(self) -> Iterator[tuple[str, str, Edge]]:
        """Every edge, with the hashes of its texts, which no order of arrival changes; by these."""
        hashes: dict[int, bytes] = dict(self._connection.rows("SELECT number, hash FROM texts"))
        rows = self._connection.rows("SELECT * FROM edges")
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

    def text_of(self, article: str) -> int | None:
        """The number of an article's text; None for one that is not in the ledger."""
        return self.texts_of([article]).get(article)

    def texts_of(self, articles: Sequence[str]) -> dict[str, int]:
        """The same for many, but for those that are not in it."""
        asked = "SELECT article, text FROM printed WHERE article IN ({})"
        return dict(self._connection.among(asked, articles))

    def printed(self, texts: Iterable[int]) -> list[PrintedArticle]:
        """The articles that print these texts."""
        rows = self._connection.among(f"{PRINTED} WHERE text IN ({{}})", list(texts))
        return [printed_article(row) for row in rows]

    def _copies_of(self, texts: Sequence[int], read: set[tuple[int, int]]) -> list[Edge]:
        """The edges of texts that are copies, but for those in `read`, to which the others are added."""
        rows = {}
        for end in ("a", "b"):
            for row in self._connection.among(f"SELECT * FROM edges WHERE {end} IN ({{}})", texts):
                if row[:2] not in read:
                    rows[row[:2]] = row
        read.update(rows)
        found = [one for one in map(edge, rows.values()) if is_copy(one)]
        self.look_up_common({one.a for one in found})
        return [one for one in found if self._is_copy(one)]

    def copies_among(self, text: int, edges: Sequence[Edge]) -> list[Edge]:
        """Those of a text's edges that are copies."""
        found = [one for one in edges if is_copy(one)]
        return [one for one in found if self._is_copy(one)] if self._common(text) else found

    def _is_copy(self, one: Edge) -> bool:
        return is_copy(one) and is_copy(one, self.uncommon(one))

    def uncommon(self, pair: Edge) -> float:
        """The share of the prints that both texts have which no more than `COMMON_WEEKS` weeks printed."""
        common = self._common(pair.a)
        common = common & self._common(pair.b) if common else common
        if not common:
            return 1.0
        both = self._hashes(pair.a) & self._hashes(pair.b)
        return (len(both) - len(common)) / len(both)

    def look_up_common(self, texts: Iterable[int]) -> None:
        """Asks for the common prints of all of these at once."""
        unknown = [one for one in texts if one not in self._common_of]
        if not unknown:
            return
        asked = "SELECT number, prints FROM texts WHERE number IN ({})"
        prints = {row[0]: unpacked_prints(row[1]) for row in self._connection.among(asked, unknown)}
        some = list(set().union(*prints.values()))
        asked = "SELECT hash FROM common WHERE hash IN ({})"
        common = {row[0] for row in self._connection.among(asked, some)}
        self._common_of |= {text: frozenset(common & there) for text, there in prints.items()}

    def _common(self, text: int) -> frozenset[int]:
        """The prints of a text that more weeks printed."""
        self.look_up_common([text])
        return self._common_of[text]
