"""Whether the ledger is the same in whatever order articles came, were revised, went and returned."""

from __future__ import annotations

import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from indexer.copies.article_tables import edge_rows, story_rows
from indexer.copies.ledger.held_texts import Wordings
from indexer.copies.ledger.reader import LedgerReader
from indexer.copies.ledger.writer import Entry, LedgerWriter

Step = tuple[list[Entry], list[str]]  # that come, that go

BATCH = 100
REVISED, GONE, NEVER = 0.1, 0.1, 0.05  # shares of the articles


def digest(path: Path) -> str:
    """Of all that the ledger exports, pairs and stories, as bytes."""
    found = hashlib.sha256()
    with LedgerReader.open(path) as ledger:
        for rows in (edge_rows(ledger), story_rows(ledger)):
            for row in rows:
                found.update(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    return found.hexdigest()


def written(path: Path, steps: Sequence[Step]) -> str:
    """The digest of a ledger that was fed these, one after the other."""
    path.unlink(missing_ok=True)
    with LedgerWriter.open(path, "bench", wordings(one for entries, _ in steps for one in entries)) as ledger:
        for cursor, (entries, removed) in enumerate(steps, 1):
            ledger.write(entries, removed, cursor)
    return digest(path)


def wordings(entries: Iterable[Entry]) -> Wordings:
    """A store that has these revisions of articles."""
    had: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for one in entries:
        had[one.id].append((one.body, one.dateline))
    return lambda ids: {one: had[one] for one in ids if one in had}


def order(final: Sequence[Entry], seed: int) -> list[Step]:
    """A way in which articles may have come to be `final`: in any order and batches of any size, some first
    with a text that was cut, another's or none and at another time, some gone and there again, and some that
    are no more there."""
    drawn = random.Random(seed)
    events: list[tuple[float, Entry | str]] = []
    for one in final:
        at = drawn.random()
        events.append((at, one))
        if drawn.random() < REVISED:
            other = drawn.choice(final)
            body = drawn.choice((one.body[: len(one.body) // 2], other.body, one.body + other.body, ""))
            events.append((drawn.uniform(0, at), replace(one, body=body, dateline=None, at=other.at)))
        if drawn.random() < GONE:
            gone = drawn.uniform(at, 1)
            events += [(gone, one.id), (drawn.uniform(gone, 1), one)]
        if drawn.random() < NEVER:
            events += [(at, replace(one, id=f"never {one.id}")), (drawn.uniform(at, 1), f"never {one.id}")]
    return _steps(sorted(events, key=lambda event: event[0]), drawn)


def _steps(events: Sequence[tuple[float, Entry | str]], drawn: random.Random) -> list[Step]:
    """In batches, as the feed has them: an article stands in one only once, as it is at its end."""
    steps: list[Step] = []
    place = 0
    while place < len(events):
        last: dict[str, Entry | str] = {}
        for _, event in events[place : (place := place + drawn.randrange(1, BATCH))]:
            last[event if isinstance(event, str) else event.id] = event
        came = [one for one in last.values() if isinstance(one, Entry)]
        steps.append((came, [one for one in last.values() if isinstance(one, str)]))
    return steps
