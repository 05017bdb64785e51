"""What a data directory holds of a year, without what depends on when exactly a process ran."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crawler.archive import read_captures
from crawler.store import Store
from indexer.search import Query, open_index

# When it was fetched, where the archive has it, and which change it was.
MOMENTS = ("first_seen", "fetched_at", "archive", "change")
FURTHER_PAGE = "(kind = 'list' AND url LIKE '%/index\\_%' ESCAPE '\\')"
TABLES = {
    "articles": "SELECT id, url, site, content_id, revision, extraction, content_hash, status FROM articles",
    "revisions": "SELECT article_id, revision, extraction, content_hash, article FROM revisions",
    # Which of several lists shows an article first, and whether one that shows only what others have shown is
    # followed to its next page, depends on the order in which they are read, with kills or without: the date
    # as a list printed it and the further pages of lists are left out.
    "states": "SELECT url, site, kind, state, priority, steady, target, title FROM frontier "
    f"WHERE NOT {FURTHER_PAGE}",
    "changes": "SELECT article_id, what, count(*) FROM changes GROUP BY 1, 2",
    "days": "SELECT site, day, what, name, count FROM outlet_days "
    "WHERE what IN ('article', 'published', 'field', 'doubt')",
}


def kept(data: Path) -> dict[str, set[Any]]:
    """By kind: articles, revisions, states, changes, days, records of the archive, documents of the index."""
    with sqlite3.connect(data / "shengmei.sqlite") as store:
        found = {name: set(store.execute(query)) for name, query in TABLES.items()}
    return found | {"archive": set(_records(data)), "index": set(_documents(data))}


def _records(data: Path) -> Iterator[tuple[str, int, str]]:
    """Address, status and payload digest of each response; one that cannot be read in the archive, or has
    another digest there, raises `ArchiveError`. A 304 counts as the 200 whose body it says is unchanged: what
    was being fetched when its process died is asked for anew, without conditions."""
    with Store.open(data / "shengmei.sqlite") as store, store.reading() as transaction:
        with sqlite3.connect(store.path) as rows:
            newest = rows.execute("SELECT max(id) FROM captures").fetchone()[0]
            further = {row[0] for row in rows.execute(f"SELECT url FROM frontier WHERE {FURTHER_PAGE}")}
        for first in range(1, newest + 1, 500):
            records = list(transaction.articles.capture_records(range(first, first + 500)).values())
            for record, capture in zip(records, read_captures(data / "archive", records), strict=True):
                assert (capture.url, capture.status) == (record.address, record.status)
                if record.url not in further:
                    yield record.url, 200 if record.status == 304 else record.status, record.sha256


def _documents(data: Path) -> Iterator[str]:
    with open_index(str(data / "index")) as index:
        for portion in index.scan(Query()):
            for hit in portion.hits:
                rest = {name: value for name, value in hit.document.items() if name not in MOMENTS}
                yield json.dumps(rest, sort_keys=True, ensure_ascii=False)


def differences(one: dict[str, set[Any]], other: dict[str, set[Any]]) -> list[str]:
    """A line for each thing that only one of them holds."""
    return [
        f"{name}: only {which}: {entry}"
        for name in one
        for which, there, here in (("without kills", one, other), ("with kills", other, one))
        for entry in sorted(there[name] - here[name], key=str)
    ]
