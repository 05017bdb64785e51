"""`make bench-copies-million`: what an article costs in a ledger of a million, beside one of 50,000.

The rows of all others are written at once, with prints drawn by chance, since taking a million in would need
an hour; the articles that are measured are those of copies_corpus.py, taken in as any others, in batches, and
out again before the next size. Prints the processor time an article, and ratios to that of the first size.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy
from numpy.typing import NDArray

from benchmarks import search_corpus
from benchmarks.copies import entry
from benchmarks.copies_corpus import corpus
from benchmarks.copies_wire import wordings_of
from indexer.copies.ledger.held_texts import Wordings
from indexer.copies.ledger.writer import Entry, LedgerWriter

SIZES = (50_000, 200_000, 500_000, 1_000_000)
MOST = 1.5  # times the first size's cost
PRINTS = 70  # of a text
BLOCK = 1 << 16  # as indexer/copies/ledger/fingerprint_index.py has it
FREE = 10_000  # numbers that the measured ones are given first
BATCH = 200
STORE, AT = "bench", "2023-01-02T08:00:00+08:00"

Numbers = NDArray[numpy.int64]


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench-copies-million", description=__doc__)
    parser.add_argument("--articles", type=int, default=300, help="originals of those that are measured")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--folder", type=Path, default=Path("build/copies"))
    asked = parser.parse_args()
    found = search_corpus.stories(asked.folder, None)
    originals = [(one.article.title, one.article.body) for one in found]
    random.Random(1).shuffle(originals)
    words = [word for one in found for word in one.title_words]
    entries = [entry(one) for one in corpus(originals[: asked.articles], words, seed=1).prints]
    random.Random(0).shuffle(entries)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite"
        there, first = 0, 0.0
        for size in asked.sizes:
            fill(path, there, size)
            there = size
            cost = cost_of(path, entries)
            first = first or cost
            print(f"{size:9,} texts: {cost:.2f} ms an article, {cost / first:.2f} of {MOST}", flush=True)


def cost_of(path: Path, entries: Sequence[Entry]) -> float:
    """Milliseconds of processor time to take one of these in; they are taken out again."""
    spent = 0.0
    with LedgerWriter.open(path, STORE, wordings(entries)) as ledger:
        for start in range(0, len(entries), BATCH):
            before = time.process_time()
            ledger.write(entries[start : start + BATCH], [], 1)
            spent += time.process_time() - before
        ledger.write([], [one.id for one in entries], 1)
    return spent * 1000 / len(entries)


def wordings(entries: Sequence[Entry]) -> Wordings:
    """A store with these; of the others, whose prints are now and then equal by chance, it has some text."""
    known = wordings_of(entries)
    ours = {one.id for one in entries}
    return lambda ids: {
        **known([one for one in ids if one in ours]),
        **{one: [("渡口" * 300, None)] for one in ids if one not in ours},
    }


def fill(path: Path, first: int, last: int) -> None:
    """Texts that nobody wrote, by the numbers from `first` on."""
    LedgerWriter.open(path, STORE, wordings(())).__exit__()
    drawn = numpy.random.default_rng(first)
    database = sqlite3.connect(path)
    for start in range(first, last, BLOCK):
        numbers = numpy.arange(start, min(start + BLOCK, last), dtype=numpy.int64)
        hashes = drawn.integers(0, 1 << 31, (len(numbers), PRINTS), dtype=numpy.int64)
        hashes.sort(axis=1)
        rows = (
            (number, number.to_bytes(16, "big"), 600, 5, some.astype(">u4").tobytes())
            for number, some in zip((numbers + FREE).tolist(), hashes, strict=True)
        )
        database.executemany("INSERT INTO texts VALUES (?, ?, ?, ?, ?)", rows)
        printed = (
            (f"x{number}", number, f"https://example.cn/{number}", "x", "标题", "[]", None, AT, "minute")
            for number in (numbers + FREE).tolist()
        )
        database.executemany("INSERT INTO printed VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", printed)
        for block in numpy.unique((numbers + FREE) // BLOCK).tolist():
            post(database, block, numbers + FREE, hashes)
    database.commit()
    database.close()


def post(database: sqlite3.Connection, block: int, numbers: Numbers, hashes: Numbers) -> None:
    """Writes the posting lists of those of the texts that stand in a block."""
    here = numbers // BLOCK == block
    texts = numpy.repeat(numbers[here] % BLOCK, PRINTS)
    prints = hashes[here].ravel()
    order = numpy.argsort(prints >> 16, kind="stable")
    entries = ((prints & 0xFFFF) << 16 | texts)[order].astype(">u4")
    buckets, starts = numpy.unique((prints >> 16)[order], return_index=True)
    ends = [*starts[1:].tolist(), len(entries)]
    rows = (
        (bucket, block, entries[start:end].tobytes())
        for bucket, start, end in zip(buckets.tolist(), starts.tolist(), ends, strict=True)
    )
    more = "ON CONFLICT DO UPDATE SET entries = CAST(entries || excluded.entries AS BLOB)"
    database.executemany(f"INSERT INTO prints VALUES (?, ?, ?) {more}", rows)


if __name__ == "__main__":
    main()
