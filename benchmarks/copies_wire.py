"""A wire that 400 outlets print, each with an edit of its own: one story, and its dearest arrival."""

from __future__ import annotations

import gc
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.copies_corpus import Corpus
from indexer.copies.ledger.affected_stories import StoriesOfArticles
from indexer.copies.ledger.held_texts import Wordings
from indexer.copies.ledger.reader import LedgerReader
from indexer.copies.ledger.writer import Entry, LedgerWriter

WIRE_PRINTS = 400
MOST_MS_OF_WIRE = 60.0  # its worst arrival
BATCH = 200


def report_wire(made: Corpus, path: Path) -> None:
    """One wire with many edited prints: one story, and what the dearest arrival costs, its story told."""
    body = next(one.body for one in made.prints if one.kind == "original" and 600 < len(one.body) < 900)
    drawn = random.Random(7)
    entries = []
    for number in range(WIRE_PRINTS):
        place = drawn.randrange(0, len(body) - 12)
        edited = body[:place] + drawn.choice(made.prints).body[:12] + body[place + drawn.randrange(12) :]
        one = made.prints[0]
        entries.append(
            Entry(id=f"{number}", url="", body=edited, title="", site="", at=one.at, precision="day")
        )
    gc.freeze()  # the collector's walks through the benchmark's own corpus are no cost of the ledger
    worst = 0.0
    told: StoriesOfArticles = {}  # in the place of the store
    with LedgerWriter.open(path, "wire", wordings_of(entries)) as ledger:
        for cursor, arriving in enumerate(entries, 1):
            before = time.process_time()
            ledger.write([arriving], [], cursor)
            while ledger.record(told.update, BATCH):
                pass
            worst = max(worst, (time.process_time() - before) * 1000)
    with LedgerReader.open(path) as reader:
        sizes = [len(story.members) for story in reader.stories()]
    share = worst / MOST_MS_OF_WIRE
    print(f"a wire of {WIRE_PRINTS} edited prints: stories {sizes}, {share:.2f} of {MOST_MS_OF_WIRE} ms")


def wordings_of(entries: Sequence[Entry]) -> Wordings:
    """A store with these articles: its rows hold them as JSON."""
    rows = {one.id: json.dumps({"body": one.body, "dateline": one.dateline}) for one in entries}

    def read(ids: Sequence[str]) -> dict[str, list[tuple[str, str | None]]]:
        said = ((key, json.loads(rows[key])) for key in ids)
        return {key: [(one["body"], one["dateline"])] for key, one in said}

    return read
