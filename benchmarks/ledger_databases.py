"""What a ledger on PostgreSQL costs against one in a file: `make bench-databases`.

The same articles (a newspaper's and copies of them, benchmarks/copies_corpus.py) are fed to both in batches
as `ledger sync` does, in turns, in processor time of this process and of the server's process for it; texts
come from a dictionary, so the store's share is not in it. The server is one of its own.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import search_corpus
from benchmarks.copies import entry
from benchmarks.copies_corpus import corpus
from benchmarks.copies_wire import wordings_of
from indexer.copies.ledger.affected_stories import StoriesOfArticles
from indexer.copies.ledger.databases.postgresql_connection import PostgresConnection
from indexer.copies.ledger.writer import Entry, LedgerWriter
from shengmei.ledger_place import DatabaseLedger, LedgerPlace
from tests.postgresql import postgresql_server, stop_postgresql

BATCH = 200  # articles, as `ledger sync` writes them
RECORDED = 200


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench-databases", description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000, help="originals")
    parser.add_argument("--folder", type=Path, default=Path("build/copies"))
    asked = parser.parse_args()
    entries = articles(asked.folder, asked.articles)
    try:
        compare(entries)
    finally:
        stop_postgresql()


def articles(folder: Path, originals: int) -> list[Entry]:
    found = search_corpus.stories(folder, None)
    words = [word for one in found for word in one.title_words]
    texts = [(one.article.title, one.article.body) for one in found]
    random.Random(1).shuffle(texts)
    prints = list(corpus(texts[:originals], words, seed=1).prints)
    return [entry(one) for one in random.Random(0).sample(prints, len(prints))]


def compare(entries: Sequence[Entry]) -> None:
    with TemporaryDirectory() as folder:
        places: dict[str, LedgerPlace] = {
            "SQLite": Path(folder) / "ledger.sqlite",
            "PostgreSQL": DatabaseLedger(postgresql_server().new_database()),
        }
        ledgers = {
            name: LedgerWriter.open(place, "bench", wordings_of(entries)) for name, place in places.items()
        }
        spent = {name: [0.0, 0.0] for name in ledgers}
        for start in range(0, len(entries), BATCH):
            for name, ledger in ledgers.items():
                before = used(ledger)
                ledger.write(entries[start : start + BATCH], [], start + BATCH)
                between = used(ledger)
                told: StoriesOfArticles = {}
                while ledger.record(told.update, RECORDED):
                    pass
                spent[name][0] += between - before
                spent[name][1] += used(ledger) - between
        for name, ledger in ledgers.items():
            fed, recorded = (1000 * one / len(entries) for one in spent[name])
            print(
                f"{name:<12}{fed:6.2f} ms an article to feed, {recorded:.2f} to tell its story, "
                f"{size(ledger) / len(entries):,.0f} bytes"
            )
        lite, server = (sum(spent[name]) for name in ledgers)
        print(f"{len(entries)} articles: SQLite takes {lite / server:.2f} of PostgreSQL's time")
        for ledger in ledgers.values():
            ledger.__exit__()


def used(ledger: LedgerWriter) -> float:
    """Seconds of processor time: ours, and of the server's process for us."""
    own, connection = time.process_time(), ledger._connection
    if not isinstance(connection, PostgresConnection):
        return own
    process = connection.rows("SELECT pg_backend_pid()")[0][0]
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return own + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def size(ledger: LedgerWriter) -> int:
    """Bytes on the disk, after what was deleted was swept away (autovacuum does on a server)."""
    connection = ledger._connection
    if not isinstance(connection, PostgresConnection):
        assert isinstance(connection.place, Path)
        return connection.place.stat().st_size
    connection.run("VACUUM")
    asked = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relnamespace = ?::regnamespace"
    tables = f"{asked} AND relkind = 'r'"
    return int(connection.rows(tables, (connection.schema,))[0][0])


if __name__ == "__main__":
    main()
