"""Which texts have a fingerprint: posting lists, four bytes an entry, in rows of the ledger.

A row holds the entries of one bucket of hashes, of `_BLOCK` texts: the lower half of the hash and the text's
number within the block, in the order in which they came. A row for each fingerprint took
three times the room.
"""

from __future__ import annotations

import sqlite3
import struct
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

_LOW = 16  # bits of a hash that stand in the entry; the others are the bucket
_HALF = 1 << _LOW
_BLOCK = 1 << 16  # texts whose fingerprints share a table: their numbers within it have two bytes
_ENTRY = 4  # bytes

Asked = Callable[[str, Sequence[object]], Iterator[tuple[Any, ...]]]


class FingerprintIndex:
    """The fingerprints of all texts of a ledger, on its connection. What it was asked for it remembers: to be
    used for one transaction, in which nobody else writes."""

    def __init__(self, database: sqlite3.Connection, asked: Asked) -> None:
        self._database = database
        self._asked = asked
        self._known: dict[int, list[int]] = {}  # by fingerprint: the texts that have it

    def add(self, text: int, hashes: Collection[int]) -> None:
        """Writes down that a text has these fingerprints, each of them once."""
        table = self._table(text)
        number = (text % _BLOCK).to_bytes(2, "big")
        rows = [(one >> _LOW, (one % _HALF).to_bytes(2, "big") + number) for one in hashes]
        # Of two blobs `||` makes a text with the same bytes.
        more = "ON CONFLICT DO UPDATE SET entries = CAST(entries || excluded.entries AS BLOB)"
        self._database.executemany(f"INSERT INTO {table} VALUES (?, ?) {more}", rows)
        for one in self._known.keys() & set(hashes):
            self._known[one].append(text)

    def remove(self, text: int, hashes: Iterable[int]) -> None:
        """Takes back what `add` wrote."""
        table = self._table(text)
        number = (text % _BLOCK).to_bytes(2, "big")
        for one in hashes:
            bucket, entry = one >> _LOW, (one % _HALF).to_bytes(2, "big") + number
            self._known.pop(one, None)
            row = self._database.execute(
                f"SELECT entries FROM {table} WHERE bucket = ?", (bucket,)
            ).fetchone()
            places = _places(row[0], entry) if row else ()
            for place in places:
                left = row[0][:place] + row[0][place + _ENTRY :]
                if left:
                    self._database.execute(f"UPDATE {table} SET entries = ? WHERE bucket = ?", (left, bucket))
                else:
                    self._database.execute(f"DELETE FROM {table} WHERE bucket = ?", (bucket,))

    def texts_with(self, hashes: Collection[int]) -> dict[int, list[int]]:
        """For each of these fingerprints that any text has: the numbers of the texts."""
        self._look_up(set(hashes) - self._known.keys())
        return {one: there for one in set(hashes) if (there := self._known[one])}

    def _look_up(self, hashes: Collection[int]) -> None:
        lows: dict[int, list[int]] = defaultdict(list)
        for one in hashes:
            lows[one >> _LOW].append(one)
            self._known[one] = []
        buckets = list(lows)
        for table, first in self._tables():
            for bucket, entries in self._asked(
                f"SELECT bucket, entries FROM {table} WHERE bucket IN ({{}})", buckets
            ):
                for one in lows[bucket]:
                    self._known[one] += _texts(entries, one % _HALF, first)

    def _tables(self) -> list[tuple[str, int]]:
        """The tables there are, each with the number of its first text."""
        asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'prints_*'"
        names = [str(row[0]) for row in self._database.execute(asked)]
        return [(name, int(name.removeprefix("prints_")) * _BLOCK) for name in names]

    def _table(self, text: int) -> str:
        name = f"prints_{text // _BLOCK}"
        columns = "bucket INTEGER PRIMARY KEY, entries BLOB NOT NULL"
        self._database.execute(f"CREATE TABLE IF NOT EXISTS {name} ({columns})")
        return name


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
