"""How long a search takes through the library of the command line, against the bare request or engine."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import tantivy
from elasticsearch import Elasticsearch

from benchmarks.search_corpus import Story, documents, shuffled
from benchmarks.search_questions import known_items
from indexer.search import Phrase, SearchIndex, Write, open_index
from indexer.search.elastic.client import PlainNode
from indexer.search.embedded.schema import register
from indexer.search.language.parser import parse
from indexer.search.relevance import phrases
from indexer.search.text.fold import words

DOCUMENTS, QUESTIONS, WARM = 10_000, 300, 60
FIELDS = ("title", "body")
Way = Callable[[str], object]


def report(found: list[Story], folder: Path, address: str) -> None:
    """Ratios of medians; the bare ways ask for the same words as phrases, by the engine's own scores."""
    made = documents(list(shuffled(found, DOCUMENTS)))
    asked = [one.text for one in known_items(found, QUESTIONS + WARM)]
    with closing(_filled(str(folder / "asked"), made)) as embedded:
        ways = {"ours": _ours(embedded), "bare": bare_tantivy(folder / "asked")}
        # All happens in this process: its own time is not disturbed by others.
        spent = _ratio(ways, asked, time.process_time)
        print(f"asking the embedded index, hits alone: {spent:.2f} of bare tantivy; goal 1.3", flush=True)
    client = Elasticsearch([address], node_class=PlainNode, request_timeout=120)
    with closing(_filled(f"{address}/asked", made)) as index, closing(client):
        name = index.info().details["index"]
        client.indices.forcemerge(index=name, max_num_segments=1)
        ways = {"ours": _ours(index, marked=True), "bare": _bare_request(client, name, marked=True)}
        print(
            f"asking the server, sentences marked: {_ratio(ways, asked):.2f} of the bare request; goal 1.3",
            flush=True,
        )
        ways = {"ours": _ours(index), "bare": _bare_request(client, name)}
        print(
            f"asking the server, hits alone: {_ratio(ways, asked[::-1]):.2f} of the bare request; goal 1.3",
            flush=True,
        )


def _filled(address: str, made: list[dict[str, Any]]) -> SearchIndex:
    index = open_index(address, create=True)
    for start in range(0, len(made), index.batch_size):
        some = enumerate(made[start : start + index.batch_size], start + 1)
        index.write([Write(id=one["id"], version=number, document=one) for number, one in some])
    return index


def _ratio(ways: dict[str, Way], asked: list[str], now: Callable[[], float] = time.perf_counter) -> float:
    """Each question is asked one way only: no way finds what another has warmed."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for number, text in enumerate(asked):
        name = list(ways)[number % len(ways)]
        _phrases(text)
        began = now()
        ways[name](text)
        if number >= WARM:
            seconds[name].append(now() - began)
    return statistics.median(seconds["ours"]) / statistics.median(seconds["bare"])


def _ours(index: SearchIndex, *, marked: bool = False) -> Way:
    return lambda text: index.search(parse(text), highlight=marked)


@cache
def _phrases(text: str) -> list[Phrase]:
    """Read before the time is taken: reading the question is ours to do, not the bare way's."""
    return list(phrases(parse(text).root))


def bare_tantivy(path: Path) -> Way:
    """All phrases in title or body, ten documents read."""
    index = tantivy.Index.open(str(path))
    register(index)
    searcher, schema = index.searcher(), index.schema

    def run(field: str, tokens: list[str]) -> tantivy.Query:
        boost = 3.0 if field == "title" else 1.0
        if len(tokens) == 1:
            return tantivy.Query.boost_query(tantivy.Query.term_query(schema, field, tokens[0]), boost)
        return tantivy.Query.boost_query(tantivy.Query.phrase_query(schema, field, list(tokens)), boost)

    def ask(text: str) -> object:
        each = [
            tantivy.Query.disjunction_max_query([run(field, words(one.text)) for field in FIELDS])
            for one in _phrases(text)
        ]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in each])
        hits = searcher.search(query, 10, count=True).hits
        return [json.loads(searcher.doc(address)["json"][0]) for _, address in hits]

    return ask


def _bare_request(client: Elasticsearch, name: str, *, marked: bool = False) -> Way:
    """`multi_match` of each phrase, as people write it; `marked`: with the server's own highlighter."""
    more: dict[str, Any] = {"highlight": {"fields": {name: {} for name in FIELDS}}} if marked else {}

    def ask(text: str) -> object:
        match = {"type": "phrase", "fields": ["title^3", "body"]}
        each = [{"multi_match": {"query": one.text, **match}} for one in _phrases(text)]
        return client.search(index=name, query={"bool": {"must": each}}, track_total_hits=True, **more)

    return ask
