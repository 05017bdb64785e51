"""Words near each other, as a server finds them: by intervals of positions."""

from __future__ import annotations

from collections.abc import Sequence
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
        {"all_of": {"ordered": True, "max_gaps": node.distance, "intervals": _runs(order)}}
        for order in node.orders
    ]
    return {"intervals": {field: _any_of(orders)}}


def _runs(order: Sequence[str]) -> list[Clause]:
    """A rule for each of the texts; two beside each other that may be written alike are told apart.

    Lucene makes one repeated source of equal ones beside each other (`长江` twice, or two spellings of one
    number), which wants the same spelling each time and counts its own tokens as gaps: nothing is found.
    """
    each = [spellings(tuple(words(text)))[:MOST_NEAR] for text in order]
    marked = False
    rules = []
    for before, ways in zip(((), *each), each, strict=False):
        marked = not marked and not set(before).isdisjoint(ways)
        rules.append(_any_of([_run(one, marked) for one in ways]))
    return rules


def _run(tokens: Sequence[str], marked: bool) -> Clause:
    """Tokens one after another; `marked` finds the same by another rule: what lies within itself."""
    rule = {"query": " ".join(tokens), "ordered": True, "max_gaps": 0, "analyzer": "zh_chars"}
    return {"match": {**rule, "filter": {"contained_by": {"match": rule}}} if marked else rule}


def _any_of(rules: list[Clause]) -> Clause:
    return rules[0] if len(rules) == 1 else {"any_of": {"intervals": rules}}
