"""Which texts have a fingerprint: posting lists, four bytes an entry, in rows of the ledger.

A row holds the entries of one bucket of hashes, of `_BLOCK` texts: the lower half of the hash and the text's
number within the block, in the order in which they came. A row for each fingerprint took
three times the room.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from indexer.copies.ledger.databases import LedgerConnection

_LOW = 16  # bits of a hash that stand in the entry; the others are the bucket
_HALF = 1 << _LOW
_BLOCK = 1 << 16  # texts whose fingerprints share a table: their numbers within it have two bytes
_ENTRY = 4  # bytes


class FingerprintIndex:
    """The fingerprints of all texts of a ledger, on its connection. What it was asked for it remembers, and
    what is added is written by `flush`: to be used for one transaction, in which nobody else writes."""

    def __init__(self, connection: LedgerConnection) -> None:
        self._connection = connection
        self._known: dict[int, list[int]] = {}  # by fingerprint: the texts that have it
        # By block and bucket: the entries to be written.
        self._added: defaultdict[int, defaultdict[int, bytearray]] = defaultdict(_lists)

    def add(self, text: int, hashes: Collection[int]) -> None:
        """Notes that a text has these fingerprints, each of them once."""
        block, number = self._added[text // _BLOCK], (text % _BLOCK).to_bytes(2, "big")
        for one in hashes:
            block[one >> _LOW] += (one % _HALF).to_bytes(2, "big") + number
        for one in self._known.keys() & set(hashes):
            self._known[one].append(text)

    def flush(self) -> None:
        """Writes down what was added."""
        for block, lists in self._added.items():
            self._connection.append_entries(block, {one: bytes(there) for one, there in lists.items()})
        self._added.clear()

    def remove(self, text: int, hashes: Iterable[int]) -> None:
        """Takes back what was added."""
        self.flush()
        block, number = text // _BLOCK, (text % _BLOCK).to_bytes(2, "big")
        entries = {one: (one % _HALF).to_bytes(2, "big") + number for one in hashes}
        there = {
            bucket: found
            for other, bucket, found in self._connection.entries(list({one >> _LOW for one in entries}))
            if other == block
        }
        for one, entry in entries.items():
            self._known.pop(one, None)
            left = there.get(one >> _LOW, b"")
            for place in reversed(list(_places(left, entry))):
                left = left[:place] + left[place + _ENTRY :]
            if left != there.get(one >> _LOW, b""):
                there[one >> _LOW] = left
                self._connection.set_entries(block, one >> _LOW, left)

    def texts_with(self, hashes: Collection[int]) -> dict[int, list[int]]:
        """For each of these fingerprints that any text has: the numbers of the texts."""
        self.look_up(hashes)
        return {one: there for one in set(hashes) if (there := self._known[one])}

    def look_up(self, hashes: Collection[int]) -> None:
        """Remembers the texts of these, so that each need not be asked for by itself."""
        lows: defaultdict[int, list[int]] = defaultdict(list)
        for one in set(hashes) - self._known.keys():
            lows[one >> _LOW].append(one)
            self._known[one] = []
        for block, bucket, entries in self._connection.entries(list(lows)):
            self._remember(block, lows[bucket], entries)
        for block, lists in self._added.items():
            for bucket in lists.keys() & lows.keys():
                self._remember(block, lows[bucket], bytes(lists[bucket]))

    def _remember(self, block: int, wanted: Iterable[int], entries: bytes) -> None:
        for one in wanted:
            self._known[one] += _texts(entries, one % _HALF, block * _BLOCK)


def _lists() -> defaultdict[int, bytearray]:
    return defaultdict(bytearray)


def _texts(entries: bytes, low: int, first: int) -> list[int]:
    """The texts of the entries of a fingerprint, in a row whose block begins with the text `first`."""
    wanted = low.to_bytes(2, "big")
    # All entries at once, where many are of this fingerprint; otherwise from one to the next.
    if entries.count(wanted) * _ENTRY * 8 > len(entries):
        halves = struct.unpack(f">{len(entries) // 2}H", entries)
        lows, texts = halves[::2], halves[1::2]
        if lows.count(low) == len(lows):
            return list(texts) if first == 0 else [first + text for text in texts]
        return [first + text for print_, text in zip(lows, texts, strict=True) if print_ == low]
    return [
        first + int.from_bytes(entries[place + 2 : place + _ENTRY], "big")
        for place in _places(entries, wanted)
    ]


def _places(entries: bytes, wanted: bytes) -> Iterator[int]:
    """Where entries that begin with these bytes stand."""
    place = entries.find(wanted)
    while place >= 0:
        if place % _ENTRY == 0:
            yield place
        place = entries.find(wanted, place + 1)
