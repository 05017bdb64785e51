"""Which texts of a ledger a new one is compared with: those that share enough fingerprints with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter

from indexer.copies.comparable import Comparable
from indexer.copies.edges import are_candidates
from indexer.copies.ledger.databases import LedgerConnection
from indexer.copies.ledger.fingerprint_index import FingerprintIndex
from indexer.copies.ledger.held_texts import HeldTexts
from indexer.copies.ledger.packing import PRINT_BYTES

Places = Mapping[int, int]  # the prints of a text, with the place of each


class Candidates:
    """Of one transaction. `missed` are the numbers of those whose text could not be had."""

    def __init__(self, connection: LedgerConnection, prints: FingerprintIndex, texts: HeldTexts) -> None:
        self._connection, self._prints, self._texts = connection, prints, texts
        self._known: dict[int, tuple[int, bytes]] = {}  # by number: how many prints, and the digest
        self.missed: set[int] = set()

    def look_up(self, texts: Sequence[Places]) -> None:
        """Asks at once for the candidates of all of these texts; those among themselves come with `add`."""
        self._prints.look_up([one for places in texts for one in places])
        shared = [Counter(chain.from_iterable(self._prints.texts_with(places).values())) for places in texts]
        self._know(set().union(*shared))
        wanted: dict[int, bytes] = {}
        for places, counts in zip(texts, shared, strict=True):
            wanted |= self._enough(len(places), counts)
        self._texts.get(wanted, self._printed_by)

    def add(self, number: int, prints: Collection[int], known_by: bytes) -> None:
        """A further text that others may have to be compared with."""
        self._known[number] = len(prints), known_by
        self._prints.add(number, prints)

    def of(self, places: Places) -> Iterator[tuple[int, Comparable, list[int]]]:
        """The candidates of a text, by number, each with the places in the new text, in order, of the prints
        that both have."""
        shared: dict[int, list[int]] = defaultdict(list)
        texts_with = self._prints.texts_with(places)
        for hash_, start in sorted(places.items(), key=itemgetter(1)):
            for text in texts_with.get(hash_, ()):
                shared[text].append(start)
        self._know(shared)
        wanted = self._enough(len(places), {number: len(both) for number, both in shared.items()})
        there = self._texts.get(wanted, self._printed_by)
        self.missed |= wanted.keys() - there.keys()
        for number in sorted(there):
            yield number, there[number], shared[number]

    def _enough(self, prints: int, shared: Mapping[int, int]) -> dict[int, bytes]:
        """Those that share so many prints that they are candidates, with their digests."""
        return {
            number: self._known[number][1]
            for number, count in shared.items()
            if are_candidates(prints, self._known[number][0], count)
        }

    def _know(self, texts: Collection[int]) -> None:
        asked = f"SELECT number, length(prints) / {PRINT_BYTES}, hash FROM texts WHERE number IN ({{}})"
        unknown = [one for one in texts if one not in self._known]
        self._known |= {row[0]: (row[1], row[2]) for row in self._connection.among(asked, unknown)}

    def _printed_by(self, texts: Sequence[int]) -> Iterator[tuple[int, str]]:
        asked = "SELECT text, article FROM printed WHERE text IN ({})"
        yield from self._connection.among(asked, texts)
