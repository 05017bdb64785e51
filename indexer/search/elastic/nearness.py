"""Words near each other, as a server finds them: by intervals of positions."""

from __future__ import annotations

from typing import Any

from indexer.search.query import Near
from indexer.search.relevance import phrase_words
from indexer.search.text.fold import words
from indexer.search.text.spellings import MOST_NEAR, spellings

Clause = dict[str, Any]


def intervals(field: str, node: Near) -> Clause:
    """One of the orders, in one field; within an order no run lies over another."""
    if not all(phrase_words(one) for one in node.phrases):
        return {"match_none": {}}
    orders = [
        {"all_of": {"ordered": True, "max_gaps": node.distance, "intervals": list(map(_run, order))}}
        for order in node.orders
    ]
    return {"intervals": {field: _any_of(orders)}}


def _run(text: str) -> Clause:
    """A run of tokens one after another, however its numbers are written."""
    runs = spellings(tuple(words(text)))[:MOST_NEAR]
    return _any_of(
        [
            {"match": {"query": " ".join(one), "ordered": True, "max_gaps": 0, "analyzer": "zh_chars"}}
            for one in runs
        ]
    )


def _any_of(rules: list[Clause]) -> Clause:
    return rules[0] if len(rules) == 1 else {"any_of": {"intervals": rules}}
