"""Who finds a known article again, and who finds every article in which a phrase stands."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from benchmarks.search_questions import Literal, Question
from indexer.search import Phrase, Query, SearchIndex
from indexer.search.elastic.client import Server
from indexer.search.language.parser import parse

DEEP = 10  # MRR@10
TRAITS = (
    "simplified",
    "traditional",
    "joined",
    "turned",
    "mark",
    "pages",
)  # of questions, `pages`: of saved pages
ALL = 10_000  # a server's window; there are fewer articles
Ranked = list[str]

SETTINGS: dict[str, Any] = {"number_of_shards": 1, "number_of_replicas": 0}
# What a newspaper's archive is usually indexed with: one analyzer for title and body.
RIVALS: dict[str, dict[str, Any]] = {
    "smartcn": {"tokenizer": "smartcn_tokenizer", "filter": ["lowercase", "signs"]},
    "cjk_bigram": {"tokenizer": "standard", "filter": ["cjk_width", "lowercase", "cjk_bigram"]},
    "single characters": {"tokenizer": "standard", "filter": ["cjk_width", "lowercase"]},
    "standard": {"tokenizer": "standard", "filter": ["lowercase"]},
}
# smartcn turns punctuation into a token "," of its own, which its ready-made analyzer stops.
SIGNS = {"signs": {"type": "stop", "stopwords": [","]}}


@dataclass(frozen=True, kw_only=True)
class Contender:
    """One index: ids of the best hits for what was typed, and of all hits for a phrase."""

    name: str
    best: Callable[[str], Ranked]
    literally: Callable[[str], Ranked]


def ours(name: str, index: SearchIndex) -> Contender:
    def ids(query: Query, limit: int) -> Ranked:
        return [hit.id for hit in index.search(query, limit=limit, highlight=False).hits]

    return Contender(
        name=name,
        best=lambda text: ids(parse(text), DEEP),
        literally=lambda text: ids(Query(root=Phrase(text), sort="date"), ALL),
    )


def rival(name: str, server: Server, documents: Iterable[dict[str, Any]], *, suffix: str = "") -> Contender:
    """The documents' titles and bodies with one analyzer, asked by `multi_match` as people usually do."""
    index = "rival-" + name.replace(" ", "-").replace("_", "-") + suffix
    fields = ["title^3", "body"]

    def ids(match: dict[str, Any], size: int) -> Ranked:
        body = {"query": {"multi_match": {"fields": fields, **match}}, "size": size, "_source": False}
        return [hit["_id"] for hit in server.request("POST", f"/{index}/_search", body)["hits"]["hits"]]

    _make(server, index, RIVALS[name], documents)
    return Contender(
        name=name,
        best=lambda text: ids({"query": text}, DEEP),
        literally=lambda text: ids({"query": text, "type": "phrase"}, ALL),
    )


def _make(server: Server, index: str, analyzer: dict[str, Any], documents: Iterable[dict[str, Any]]) -> None:
    text = {"type": "text", "analyzer": "only"}
    analysis = {"analyzer": {"only": {"type": "custom", **analyzer}}, "filter": SIGNS}
    body = {
        "settings": {**SETTINGS, "analysis": analysis},
        "mappings": {"properties": {"title": text, "body": text}},
    }
    server.request("PUT", f"/{index}", body)
    lines: list[dict[str, Any]] = []
    for one in documents:
        lines += [{"index": {"_id": one["id"]}}, {"title": one["title"], "body": one.get("body", "")}]
    for start in range(0, len(lines), 1000):
        answer = server.request("POST", f"/{index}/_bulk", lines[start : start + 1000])
        if answer["errors"]:
            raise SystemExit(f"{index} refused documents")
    server.request("POST", f"/{index}/_refresh")


def ranks(contender: Contender, questions: list[Question]) -> list[float]:
    """The reciprocal rank of each wanted article, 0 where it is not among the best ten."""
    return [_reciprocal(contender.best(one.text), one.wanted) for one in questions]


def _reciprocal(found: Ranked, wanted: str) -> float:
    return 1 / (found.index(wanted) + 1) if wanted in found else 0.0


def recall(contender: Contender, literals: list[Literal]) -> tuple[float, float]:
    """Shares of the articles found that hold a phrase: mean over the phrases, and of phrases found whole."""
    shares = [len(one.wanted & set(contender.literally(one.text))) / len(one.wanted) for one in literals]
    return statistics.mean(shares), statistics.mean(share == 1 for share in shares)


def table(reciprocal: dict[str, list[float]], questions: list[Question]) -> list[str]:
    """MRR@10 by contender and kind of question; `tuned` is the half that ranking was tuned on."""
    kinds: dict[str, Callable[[Question], bool]] = {
        "all": lambda _: True,
        "tuned on": lambda one: one.tuned,
        "other half": lambda one: not one.tuned,
        **{trait: partial(_has, trait) for trait in TRAITS},
    }
    rows = [f"{'MRR@10':<20}" + "".join(f"{kind:>13}" for kind in kinds)]
    rows.append(f"{'questions':<20}" + "".join(f"{sum(map(of, questions)):>13}" for of in kinds.values()))
    for name, found in reciprocal.items():
        values = [
            [value for value, one in zip(found, questions, strict=True) if of(one)] for of in kinds.values()
        ]
        means = [f"{statistics.mean(some):.3f}" if some else "-" for some in values]
        rows.append(f"{name:<20}" + "".join(f"{mean:>13}" for mean in means))
    return rows


def _has(trait: str, one: Question) -> bool:
    return trait in one.traits
