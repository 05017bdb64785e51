"""From a query's tree to Elasticsearch's query DSL: which documents, and with what score."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from indexer.search.elastic.nearness import intervals
from indexer.search.fields import table
from indexer.search.query import (
    And,
    AtLeast,
    Dates,
    Has,
    Hundredths,
    Keyword,
    Near,
    Node,
    Not,
    Number,
    Or,
    Phrase,
    Query,
)
from indexer.search.relevance import (
    CAPTION_SHARE,
    FRESH_SHARE,
    NEAR,
    OTHER_FIELD_SHARE,
    SEARCHED,
    SHORTEST_ARTICLE,
    TITLE_WEIGHT,
    all_in_title_score,
    fresh_since,
    is_weighed,
    near_pairs,
    negated,
    phrase_words,
    phrases,
    title_phrases,
    whole_title,
)
from indexer.search.text.fold import fold
from indexer.search.text.spellings import spellings

Clause = dict[str, Any]
Words = tuple[str, ...]

# Counting a phrase costs as much as finding it; past so many, each weighs what its characters do.
_COUNTED_PHRASES = 40
# BM25's k1 + 1, which OpenSearch leaves out of a score, and Elasticsearch and tantivy do not. With it scores
# are alike everywhere, and so is what a fresh date or a whole title weighs against them.
_SCALE = {"elasticsearch": 1.0, "opensearch": 2.2}
_NOTHING: Clause = {"match_none": {}}
_ALL: Clause = {"constant_score": {"filter": {"match_all": {}}, "boost": 0}}


@dataclass(kw_only=True)
class Counts:
    """How many documents there are, how many hold each phrase, and each word in each field."""

    total: int = 0
    phrases: dict[tuple[Words, tuple[str, ...]], int] = field(default_factory=dict)
    words: dict[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, query: Query) -> Counts:
        """What has to be counted for a query, all 0; nothing for most."""
        counts = cls()
        for phrase in phrases(query.root) if is_weighed(query) else ():
            words, fields = tuple(phrase_words(phrase)), phrase.fields or SEARCHED
            if words and len(counts.phrases) < _COUNTED_PHRASES:
                counts.phrases[words, fields] = 0
                counts.words |= {(name, word): 0 for name in fields for word in words}
        return counts

    def request(self) -> Clause:
        """The body of a search that counts, in one pass."""
        filters = [_any([_run(name, words) for name in fields]) for words, fields in self.phrases]
        filters += [{"term": {name: word}} for name, word in self.words]
        aggregation = {"filters": {"filters": filters}}
        return {"size": 0, "track_total_hits": True, "aggs": {"counts": aggregation}}

    def fill(self, answer: dict[str, Any]) -> None:
        """Takes the counts from the answer to `request`."""
        found = [bucket["doc_count"] for bucket in answer["aggregations"]["counts"]["buckets"]]
        self.total = answer["hits"]["total"]["value"]
        self.phrases = dict(zip(self.phrases, found, strict=False))
        self.words = dict(zip(self.words, found[len(self.phrases) :], strict=True))

    def weight(self, words: Words, fields: tuple[str, ...]) -> float:
        """What a phrase that was counted weighs: its own idf."""
        return self.idf(self.phrases[words, fields])

    def idf(self, documents: int) -> float:
        """As BM25 has it, `ln(1 + (N - n + 0.5) / (n + 0.5))`."""
        return math.log(1 + (max(self.total - documents, 0) + 0.5) / (documents + 0.5))


class Builder:
    """Builds the clauses of one query; with `counts` filled, a phrase weighs what its own idf says,
    else what the server makes of its characters."""

    def __init__(self, counts: Counts, *, kind: str = "elasticsearch", words: bool = False) -> None:
        self._counts, self._scale, self._words = counts, _SCALE[kind], words

    def matching(self, query: Query) -> Clause:
        """The documents, without scores worth reading."""
        return self._node(query.root, scored=False) if query.root else {"match_all": {}}

    def scored(self, query: Query) -> Clause:
        """The documents, a rare phrase before a common one, titles before texts, a whole title before all."""
        if query.root is None:
            return self.matching(query)
        must = self._node(query.root, scored=True)
        should = [
            *self._whole_title(query),
            *self._all_in_title(query),
            *_near_each_other(query),
            *self._word_clause(query),
            *(self._fresh() if query.fresh else ()),
        ]
        return {"bool": {"must": [must], "should": should}}

    def _whole_title(self, query: Query) -> list[Clause]:
        title = whole_title(query)
        return [_constant({"term": {"title.whole": title}}, 2 * all_in_title_score(query))] if title else []

    def _all_in_title(self, query: Query) -> list[Clause]:
        runs = [_run("title", tuple(words)) for words in title_phrases(query)]
        return [_constant({"bool": {"must": runs}}, all_in_title_score(query))] if runs else []

    def _word_clause(self, query: Query) -> list[Clause]:
        """What a dictionary makes of the same text: it finds nothing more, and brings whole words forward."""
        if not self._words:
            return []
        texts: dict[tuple[str, ...], list[str]] = {}
        for phrase in islice(phrases(query.root), _COUNTED_PHRASES):
            texts.setdefault(phrase.fields or SEARCHED, []).append(phrase.text)
        return [self._in_words(fields, " ".join(asked)) for fields, asked in texts.items()]

    def _in_words(self, fields: tuple[str, ...], text: str) -> Clause:
        weighted = [f"title.w^{TITLE_WEIGHT:g}" if name == "title" else f"{name}.w" for name in fields]
        found = {"combined_fields": {"query": text, "fields": weighted, "boost": self._scale}}
        return _less_in_captions(found) if "body" in fields else found

    def _fresh(self) -> list[Clause]:
        share = FRESH_SHARE * sum(self._counts.weight(*phrase) for phrase in self._counts.phrases)
        return [_constant(_days("last", gte=since.isoformat()), share) for since in fresh_since()]

    def _node(self, node: Node, scored: bool) -> Clause:
        match node:
            case Phrase():
                return self._phrase(node, scored)
            case Near():
                return self._near(node, scored)
            case AtLeast(number, clauses):
                held = [self._phrase(one, scored) for one in clauses]
                return {"bool": {"should": held, "minimum_should_match": number}}
            case And(clauses):
                return self._all(clauses, scored)
            case Or(clauses):
                return _any([self._node(one, scored) for one in clauses])
            case Not():
                return self._all((node,), scored)
            case _:
                return _constant(_filter(node), 0)

    def _all(self, clauses: tuple[Node, ...], scored: bool) -> Clause:
        must: list[Clause] = []
        must_not: list[Clause] = []
        for clause in clauses:
            inner, excluded = negated(clause)
            (must_not if excluded else must).append(self._node(inner, scored and not excluded))
        return {"bool": {"must": must or [_ALL], "must_not": must_not}}

    def _phrase(self, phrase: Phrase, scored: bool) -> Clause:
        words, fields = tuple(phrase_words(phrase)), phrase.fields or SEARCHED
        if not words:
            return _NOTHING
        if not scored:
            return _any([_run(name, words) for name in fields])
        queries = [self._scored_run(name, words, fields) for name in fields]
        return {"dis_max": {"queries": queries, "tie_breaker": OTHER_FIELD_SHARE}}

    def _near(self, node: Near, scored: bool) -> Clause:
        """Where it counts, each phrase weighs what it does for itself."""
        near = _any([intervals(name, node) for name in node.fields or SEARCHED])
        if not scored:
            return near
        return {"bool": {"must": [self._phrase(one, scored) for one in node.phrases], "filter": [near]}}

    def _scored_run(self, name: str, words: Words, fields: tuple[str, ...]) -> Clause:
        """Lucene weighs a phrase by the sum of its characters' idf; one that was counted weighs its own."""
        boost = self._scale * (TITLE_WEIGHT if name == "title" else 1.0)
        if (words, fields) in self._counts.phrases:
            theirs = sum(self._counts.idf(self._counts.words[name, word]) for word in words)
            boost *= self._counts.weight(words, fields) / theirs
        run = _run(name, words, boost)
        return _less_in_captions(run) if name == "body" else run


def _less_in_captions(run: Clause) -> Clause:
    captions = {"range": {"length": {"lt": SHORTEST_ARTICLE}}}
    return {"boosting": {"positive": run, "negative": captions, "negative_boost": CAPTION_SHARE}}


def _near_each_other(query: Query) -> list[Clause]:
    return [
        _constant({"match_phrase": {"body": {"query": " ".join(words), "slop": NEAR}}}, score)
        for words, score in near_pairs(query)
    ]


def _run(name: str, words: Words, boost: float = 1.0) -> Clause:
    """A phrase as folded tokens, which the field's quote analyzer cuts as they are, however its numbers are
    written."""
    runs: list[Clause] = [
        {"match_phrase": {name: {"query": " ".join(one), "boost": boost}}} for one in spellings(words)
    ]
    return runs[0] if len(runs) == 1 else {"dis_max": {"queries": runs}}


def _any(clauses: list[Clause]) -> Clause:
    return clauses[0] if len(clauses) == 1 else {"bool": {"should": clauses, "minimum_should_match": 1}}


def _constant(clause: Clause, boost: float) -> Clause:
    return {"constant_score": {"filter": clause, "boost": boost}}


def _dates(start: str | None, end: str | None) -> Clause:
    """An article of which only the month is printed is found when the whole month is asked for."""
    sides = [_days("first", gte=start)] if start else []
    sides += [_days("last", lte=end)] if end else []
    return {"bool": {"filter": sides or [{"exists": {"field": "published_first_day"}}]}}


def _filter(node: Keyword | Has | Dates | Number | Hundredths) -> Clause:
    """What counts nothing towards a score."""
    match node:
        case Keyword():
            return _any([_value(name, node) for name in node.fields])
        case Has(name):
            return {"exists": {"field": name}}
        case Dates(start, end):
            return _dates(start, end)
        case Number(name, low, high):
            return _range(name, low, high)
        case Hundredths(name, low, high):
            return _range(name, *(None if one is None else one / 100 for one in (low, high)))


def _value(name: str, node: Keyword) -> Clause:
    """Ids and addresses are compared as they are."""
    exact = table()[name].exact
    value = node.value if exact else fold(node.value)
    return {"prefix" if node.prefix else "term": {name if exact else f"{name}.fold": {"value": value}}}


def _range(name: str, low: float | None, high: float | None) -> Clause:
    bounds = {edge: value for edge, value in (("gte", low), ("lte", high)) if value is not None}
    return {"range": {name: bounds}} if bounds else {"exists": {"field": name}}


def _days(edge: str, **bounds: str) -> Clause:
    return {"range": {f"published_{edge}_day": bounds}}
