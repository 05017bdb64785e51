"""Documents like one: those that share the pairs of characters which it has and few others have."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import Any

import tantivy
from tantivy import Occur

from indexer.search.embedded.query import Builder, count
from indexer.search.query import Phrase, Query
from indexer.search.relevance import MOST_PAIRS, SHARED_PAIRS
from indexer.search.text.fold import Token, tokens

_CHARACTERS = 20_000  # of the document, from its beginning
_COUNTED = 60  # pairs; counting costs a search each
_ANYWHERE: tuple[str, ...] = ("title", "body")


def similar(
    searcher: tantivy.Searcher, schema: tantivy.Schema, document: dict[str, Any]
) -> tantivy.Query | None:
    """The query for them, the most alike with the highest score; None when the document shares no pair."""
    builder = Builder(searcher, schema)
    pairs = _distinctive_pairs(searcher, builder, document)
    if not pairs:
        return None
    shared: list[tuple[Occur, tantivy.Query]] = [
        (Occur.Should, builder.scored(Query(root=Phrase(pair, _ANYWHERE)))) for pair in pairs
    ]
    itself = tantivy.Query.term_query(schema, "id", document["id"], "basic")
    least = max(int(len(pairs) * SHARED_PAIRS), 1)
    alike = tantivy.Query.boolean_query(shared, minimum_number_should_match=least)
    return tantivy.Query.boolean_query([(Occur.Must, alike), (Occur.MustNot, itself)])


def _distinctive_pairs(searcher: tantivy.Searcher, builder: Builder, document: dict[str, Any]) -> list[str]:
    """The pairs that are frequent in the document and rare in the index, without those of it alone."""
    text = "\n".join(part for name in _ANYWHERE if (part := document.get(name)))[:_CHARACTERS]
    here = Counter(_pairs(tokens(text)))
    total = searcher.num_docs
    # A pair is at most as frequent as the rarer of its characters, which costs nothing to know.
    most = {pair: min(searcher.doc_freq("body", word) for word in pair.split()) for pair in here}
    likely = sorted(here, key=lambda pair: (-here[pair] * _idf(most[pair], total), pair))[:_COUNTED]
    number = {pair: count(searcher, builder.matching(Query(root=Phrase(pair, _ANYWHERE)))) for pair in likely}
    known = [pair for pair in likely if number[pair] > 1]
    return sorted(known, key=lambda pair: (-here[pair] * _idf(number[pair], total), pair))[:MOST_PAIRS]


def _pairs(there: list[Token]) -> list[str]:
    """Two characters that stand together, `长 江`, and Latin words of two letters and more."""
    pairs = [f"{a.text} {b.text}" for a, b in pairwise(there) if a.end == b.start and _single(a, b)]
    return pairs + [token.text for token in there if len(token.text) > 1]


def _single(*pair: Token) -> bool:
    return all(len(token.text) == 1 for token in pair)


def _idf(documents: int, total: int) -> float:
    return math.log((total + 1) / (documents + 1)) + 1
