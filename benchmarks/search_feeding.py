"""How fast an index is fed from a store, against the bare engine with the same documents from memory."""

from __future__ import annotations

import gc
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tantivy
from elasticsearch import Elasticsearch

from benchmarks.search_corpus import PLACES, Story, documents, shuffled
from crawler.items import Article
from crawler.store import CaptureRecord, FetchedArticle, Store
from indexer.feed import Feed
from indexer.search import open_index
from indexer.search.elastic.client import PlainNode
from indexer.search.embedded.schema import columns, columns_of, register, schema
from indexer.search.fields import table

EMBEDDED, SERVER, ROUNDS = 10_000, 3_000, 5  # documents, documents, interleaved rounds after one to warm up
SMALL, LARGE = 10_000, 100_000
FORMS = ("jsonl", "csv", "parquet")
HEAP, AT_ONCE = 64_000_000, 500
# Column of bare tantivy's index: field of the document; what is no text and no term is left out.
_FILLED = {"id": "id", "whole_title": "title", "title": "title"} | {
    column: field.name
    for field in table().values()
    for column in columns_of(field)
    if column != "title" and columns()[column] in ("text", "term", "counted")
}


def report(found: list[Story], folder: Path, address: str) -> None:
    """Ratios of speeds; ours reads the store, makes documents, checks, writes and acknowledges."""
    embedded = _embedded(list(shuffled(found, EMBEDDED)), folder)
    print(f"feeding the embedded index: {embedded:.2f} of bare tantivy's speed; goal 0.7", flush=True)
    server = _server(list(shuffled(found, SERVER)), folder, address)
    print(f"feeding the server: {server:.2f} of bare _bulk's speed; goal 0.9", flush=True)


def memory(found: list[Story], folder: Path) -> None:
    """The peaks of `shengmei index sync` and of exports for ten thousand articles and ten times as many."""
    peaks: dict[str, list[int]] = {}
    for count in (SMALL, LARGE):
        data = folder / f"data-{count}"
        filled_store(list(shuffled(found, count)), data).close()
        exported = {
            f"an export to {form}": ["export", "*", "--to", str(data / f"all.{form}")] for form in FORMS
        }
        for name, command in {"a sync": ["index", "sync"], **exported}.items():
            used = peak([sys.executable, "-m", "search_cli", *command, "--data", str(data)])
            peaks.setdefault(name, []).append(used)
    for name, (small, large) in peaks.items():
        print(
            f"memory of {name} of {LARGE:,} articles: {large / small:.2f} times that of {SMALL:,}; goal flat",
            flush=True,
        )


def _embedded(articles: list[Article], folder: Path) -> float:
    made = documents(articles)
    with filled_store(articles, folder / "embedded") as store:
        return _ratio(lambda: _bare_tantivy(made, folder), lambda: _fed(store, str(folder / "fed")))


def _server(articles: list[Article], folder: Path, address: str) -> float:
    made = documents(articles)
    client = Elasticsearch([address], node_class=PlainNode, request_timeout=120)
    names = iter(range(1_000_000))
    with filled_store(articles, folder / "server") as store, closing(client):
        return _ratio(
            lambda: _bare_bulk(client, made, f"{address}/bare-{next(names)}"),
            lambda: _fed(store, f"{address}/fed-{next(names)}"),
        )


def _ratio(bare: Callable[[], float], ours: Callable[[], float]) -> float:
    """The median of the rounds' ratios: what else the machine does passes by both. The corpus in memory is no
    matter for the collector of garbage: neither way would have it there."""
    gc.collect()
    gc.freeze()
    rounds = [bare() / ours() for _ in range(ROUNDS + 1)]
    return statistics.median(rounds[1:])


def _fed(store: Store, address: str) -> float:
    """Seconds of a sync into a new index, which is then deleted."""
    with open_index(address, create=True) as index:
        began = time.perf_counter()
        fed = Feed(store, index, address).sync()
        seconds = time.perf_counter() - began
        if fed.refused or fed.waiting:
            raise SystemExit(f"{address}: {fed}")
        _delete(address, index.info().details)
    return seconds


def _delete(address: str, details: dict[str, str]) -> None:
    if "index" in details:
        server, _, _ = address.rpartition("/")
        with closing(Elasticsearch([server], node_class=PlainNode)) as client:
            client.indices.delete(index=details["index"])
    else:
        shutil.rmtree(address)


def _bare_tantivy(made: list[dict[str, Any]], folder: Path) -> float:
    """A plain loop with one writer and one commit into the same fields; texts and values as they are: nothing
    is folded, checked or read from anywhere."""
    place = folder / "bare"
    place.mkdir()
    index = tantivy.Index(schema(), str(place))
    register(index)
    began = time.perf_counter()
    writer = index.writer(HEAP, 1)
    for number, one in enumerate(made):
        writer.add_document(_plain(one, number))
    writer.commit()
    writer.wait_merging_threads()
    seconds = time.perf_counter() - began
    shutil.rmtree(place)
    return seconds


def _plain(one: dict[str, Any], number: int) -> tantivy.Document:
    document = tantivy.Document()
    for name, source in _FILLED.items():
        value = one.get(source)
        for text in value if isinstance(value, list) else [value]:
            if text is not None:
                document.add_text(name, text)
    for name in ("version", "id_order", "date_rising", "date_falling"):
        document.add_unsigned(name, number)
    document.add_bytes("json", json.dumps(one, ensure_ascii=False).encode())
    return document


def _bare_bulk(client: Elasticsearch, made: list[dict[str, Any]], address: str) -> float:
    """The client's own `bulk` into an index of the same mapping."""
    with open_index(address, create=True) as index:
        name = index.info().details["index"]
        began = time.perf_counter()
        for start in range(0, len(made), AT_ONCE):
            lines: list[dict[str, Any]] = []
            for one in made[start : start + AT_ONCE]:
                lines += [{"index": {"_id": one["id"]}}, one]
            if client.bulk(index=name, operations=lines)["errors"]:
                raise SystemExit(f"{name} refused documents")
        seconds = time.perf_counter() - began
    client.indices.delete(index=name)
    return seconds


def filled_store(articles: list[Article], folder: Path) -> Store:
    """A store that has just crawled the articles."""
    at = datetime(2022, 1, 1, tzinfo=UTC)
    store = Store.open(folder / "shengmei.sqlite", create=True)
    for start in range(0, len(articles), AT_ONCE):
        some = articles[start : start + AT_ONCE]
        with store.writing() as transaction:
            for number, (province, city) in enumerate(PLACES):
                site = {"id": f"news{number}", "name": f"示例网{number}", "organisation": None}
                transaction.articles.record_site({**site, "province": province, "city": city})
            keys = transaction.articles.capture([_captured(one, at) for one in some])
            kept = [
                FetchedArticle(article=one, capture_id=key, fetched_at=at)
                for one, key in zip(some, keys, strict=True)
            ]
            transaction.articles.keep(kept, at)
    return store


def _captured(one: Article, at: datetime) -> CaptureRecord:
    place = int(one.content_id or 0) * 4000
    return CaptureRecord(
        url=one.url,
        address=one.url,
        fetched_at=at,
        status=200,
        file="pages-00001.warc.gz",
        offset=place,
        length=4000,
        sha256=f"{place:064x}",
    )


def peak(command: list[str]) -> int:
    """The most memory of its own that a command had, in kB (Linux). Files of the index that are mapped while
    segments are merged are left out: the system takes those back as it likes."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
        most = max(
            most, *(int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon:")), 0
        )
        time.sleep(0.02)  # between two looks: a peak lasts longer, and looking costs
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return most
