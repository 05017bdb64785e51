"""What a store of a million addresses costs against one of a thousand: drawing what is due, when all are due
at one moment, starting, progress, `doctor` and `status`. Goals: at most 1.5 times; 64 addresses in 2 ms.

    python -m benchmarks.store_size [ADDRESSES]

Rows are written directly into ten outlets, so that each has 64 to draw; CPU time, so
that other work on the machine counts less. A million take some minutes; it says what it is at.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from crawler.store import Store, Transaction
from crawler.store.scheduling.frontier import MANY as COUNTED

FEW, MANY = 1_000, 1_000_000
OUTLETS, BATCH, RUNS = 10, 64, 5
BEGAN = time.perf_counter()
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SQL = """
CREATE TEMP TABLE numbers AS
    WITH RECURSIVE counted(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counted WHERE i < {count})
    SELECT i, printf('outlet%02d', i % {outlets}) AS site,
        printf('https://outlet%02d.example.cn/p/%09d.html', i % {outlets}, i) AS url FROM counted;
INSERT INTO frontier
    (url, address, site, kind, state, priority, discovered_at, due_at, fetched_at, attempts, steady, hops)
    SELECT url, url, site, iif(i % 501 = 0, 'list', 'article'),
        CASE i % 20 WHEN 0 THEN 'gone' WHEN 1 THEN 'discovered' WHEN 2 THEN 'failed' ELSE 'kept' END,
        CASE WHEN i % 501 = 0 THEN 0 WHEN i % 20 = 1 THEN 1 ELSE 2 END, '{at}', '{at}', '{at}', 0, 0, 0
    FROM numbers ORDER BY url;
INSERT INTO articles (id, url, site, first_seen, last_seen, revision, extraction, content_hash, status)
    SELECT printf('%032x', i), url, site, '{at}', '{at}', 1, 1, '', iif(i % 20 = 0, 'gone', 'live')
    FROM numbers ORDER BY i;
INSERT INTO captures (id, url, address, fetched_at, status, file, offset, length, sha256)
    SELECT i, url, url, '{at}', 200, printf('shengmei-%06d.warc.gz', i / 50000), i % 50000 * 9000, 9000, ''
    FROM numbers;
INSERT INTO changes (article_id, what, at) SELECT id, 'new', '{at}' FROM articles;
"""


# Those that the schema names; what keeps a column unique stays.
INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"


def fill(data: Path, count: int) -> None:
    """Makes a store of so many addresses, all due at one moment."""
    path = data / "shengmei.sqlite"
    Store.open(path, create=True).close()
    with closing(sqlite3.connect(path)) as store:
        # A power cut costs nothing here, and an index is made of all rows at once in a third of the time.
        store.executescript(
            "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA cache_size = -400000"
        )
        indexes = dict(store.execute(INDEXES).fetchall())
        for name in indexes:
            store.execute(f'DROP INDEX "{name}"')
        store.executescript(SQL.format(count=count, outlets=OUTLETS, at="2026-05-01T08:00:00.000Z"))
        for made in indexes.values():
            store.execute(made)
        store.commit()


def milliseconds(ask: Callable[[], object], runs: int = RUNS) -> float:
    """CPU time, the median of some runs."""
    times = []
    for _ in range(runs):
        began = time.process_time()
        ask()
        times.append((time.process_time() - began) * 1000)
    return statistics.median(times)


def measured(data: Path) -> dict[str, float]:
    """CPU milliseconds by what was measured."""
    found = {}
    with Store.open(data / "shengmei.sqlite") as store:
        with store.writing() as transaction:
            sites = transaction.frontier.sites()
        turns = iter(sites)

        def draw() -> None:
            with store.writing() as transaction:
                transaction.frontier.dequeue(next(turns), BATCH, NOW)

        def begin() -> None:
            with store.writing() as transaction:
                transaction.frontier.release()
                transaction.clock.look(NOW, transaction.frontier.sites())
                transaction.frontier.sites(lists=True)
                transaction.articles.archive_ends()

        # Each outlet once: a crawl comes to pages of the database that it has not read yet.
        found["draw 64, all due"] = milliseconds(draw, len(sites))
        found["begin a run"] = milliseconds(begin)
        asked: dict[str, Callable[[Transaction], object]] = {
            "count for progress": lambda one: one.frontier.due(sites, NOW, COUNTED),
            "count all that is due": lambda one: one.frontier.count_all_due(NOW),
            "sites with something due": lambda one: one.frontier.sites_with_due(sites, NOW),
            "count by state": lambda one: (one.frontier.states(), one.articles.count()),
            "lists that failed": lambda one: one.lists.failed(),
            "when the next is due": lambda one: one.frontier.next_due_of_all(),
        }
        for name, ask in asked.items():
            found[name] = milliseconds(lambda ask=ask: store.read(ask))  # type: ignore[misc]  # a default
    return found | {name: _command(name, data) for name in ("doctor", "status")}


def _command(name: str, data: Path) -> float:
    program = str(Path(sys.executable).with_name("shengmei"))
    times = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        environment = {**os.environ, "SHENGMEI_CONFIG": os.devnull}
        subprocess.run(
            [program, name, "--data", str(data)], env=environment, capture_output=True, check=False
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
        times.append(used * 1000)
    return statistics.median(times)


def say(text: str) -> None:
    print(f"{time.perf_counter() - BEGAN:4.0f} s: {text}", file=sys.stderr, flush=True)


def main() -> None:
    many = int(sys.argv[1]) if sys.argv[1:] else MANY
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for count in (FEW, many):
            say(f"writing {count:,} addresses")
            fill(Path(folder, str(count)), count)
            say(f"asking a store of {count:,}")
            found.append(measured(Path(folder, str(count))))
    few, more = found
    print(f"{'CPU milliseconds':24} {FEW:>9,} {many:>9,}")
    for name in few:
        print(f"{name:24} {few[name]:9.1f} {more[name]:9.1f}  {more[name] / max(few[name], 0.01):6.2f} times")


if __name__ == "__main__":
    main()
