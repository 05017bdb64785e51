"""What a store on PostgreSQL costs against one in a file: `make bench-databases`.

Batches as a crawl writes them (320 links found, 16 rows claimed, 16 articles kept), in turns, in processor
time of this process and of the server's process for it. The server is one of its own; or with `python -m
benchmarks.store_databases ADDRESS` another one on this machine, and ADDRESS an empty database of it.
"""

from __future__ import annotations

import os
import sys
import time
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from crawler.items import Article, Byline
from crawler.store import Discovery, Store
from shengmei.store_place import StorePlace, database_address
from tests import kept_articles
from tests.postgresql import postgresql_server, stop_postgresql

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
BATCHES, PAGES, LINKS = 40, 16, 320
BODY = "长江中游的湖区正在春耕，合作社的机手把秧苗送到田边。" * 40


def main(address: str) -> None:
    with TemporaryDirectory() as folder:
        places: dict[str, StorePlace] = {
            "SQLite": Path(folder) / "data" / "shengmei.sqlite",
            "PostgreSQL": database_address(address),
        }
        stores = {name: Store.open(place, create=True) for name, place in places.items()}
        spent: dict[tuple[str, str], float] = defaultdict(float)
        for number in range(BATCHES):
            for name, store in stores.items():
                for step, work in STEPS.items():
                    before = used(store)
                    work(store, number)
                    spent[name, step] += used(store) - before
        for store in stores.values():
            store.close()
    for (name, step), seconds in spent.items():
        print(f"{name:<12}{step:<10}{1000 * seconds / BATCHES:7.1f} ms of processor time a batch")
    lite, server = (sum(spent[name, step] for step in STEPS) for name in stores)
    print(f"SQLite takes {lite / server:.2f} of PostgreSQL's time")


def used(store: Store) -> float:
    """Seconds of processor time: ours, and of the server's process for us."""
    own = time.process_time()
    if isinstance(store.path, Path):
        return own
    with store.connected() as connection:
        process = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return own + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def discover(store: Store, number: int) -> None:
    urls = [f"https://m.example.cn/{number * 7919 % 100}/{number * LINKS + n}.html" for n in range(LINKS)]
    found = [Discovery(url=url, address=url, site="example", title="湖区春耕") for url in urls]
    with store.writing() as transaction:
        transaction.frontier.discover([*found, *found[:100]], NOW)


def claim(store: Store, _number: int) -> None:
    with store.writing() as transaction:
        transaction.frontier.dequeue("example", PAGES, NOW)


def keep(store: Store, number: int) -> None:
    articles = [
        Article(
            url=f"https://m.example.cn/kept/{number * PAGES + n}.html",
            site="example",
            title=f"春耕{n}",
            body=BODY,
            bylines=(Byline(name="秦望江", role="reporter", raw="记者 秦望江"),),
        )
        for n in range(PAGES)
    ]
    kept_articles.keep(store, *articles, at=NOW)


STEPS = {"discover": discover, "claim": claim, "keep": keep}

if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else postgresql_server().new_database().url)
    finally:
        stop_postgresql()
