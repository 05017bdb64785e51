"""Words near each other, as the embedded index finds them: a phrase with gaps for each way they may stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, product

import orjson
import tantivy
from tantivy import Occur

from indexer.search.fields import ID, TITLE, headlines
from indexer.search.query import Near
from indexer.search.text.fold import words
from indexer.search.text.nearness import is_near
from indexer.search.text.spellings import MOST_NEAR, spellings

Words = tuple[str, ...]


def query(searcher: tantivy.Searcher, schema: tantivy.Schema, field: str, node: Near) -> tantivy.Query:
    """The documents that hold them near each other in one text of the field."""
    runs = {text: spellings(tuple(words(text)))[:MOST_NEAR] for text in node.texts}
    if not all(all(ways) for ways in runs.values()):
        return tantivy.Query.empty_query()
    phrases = [
        tantivy.Query.phrase_query(schema, field, _placed(chosen, gaps))
        for order in node.orders
        for gaps in _gaps(len(order) - 1, node.distance)
        for chosen in product(*(runs[text] for text in order))
    ]
    near = tantivy.Query.boolean_query([(Occur.Should, one) for one in phrases])
    return _in_one_headline(searcher, schema, near, node) if field == TITLE else near


def _gaps(number: int, most: int) -> Iterator[tuple[int, ...]]:
    """All ways to leave up to `most` places between `number + 1` runs: `(0, 0)`, `(0, 1)`, …"""
    for bars in combinations(range(most + number), number):
        edges = (-1, *bars)
        yield tuple(after - before - 1 for before, after in pairwise(edges))


def _placed(runs: Sequence[Words], gaps: Sequence[int]) -> list[str | tuple[int, str]]:
    """Each token with its place: `长江`, two places, `保护` gives (0, 长), (1, 江), (4, 保), (5, 护)."""
    placed: list[str | tuple[int, str]] = []
    start = 0
    for run, gap in zip(runs, (*gaps, 0), strict=True):
        placed += [(start + place, word) for place, word in enumerate(run)]
        start += len(run) + gap
    return placed


def _in_one_headline(
    searcher: tantivy.Searcher, schema: tantivy.Schema, near: tantivy.Query, node: Near
) -> tantivy.Query:
    """Without the documents in which one word ends the kicker and the other begins the title: tantivy counts
    them as one text, a place apart."""
    found = searcher.search(near, max(searcher.num_docs, 1), count=False).hits
    apart = []
    for _, address in found:
        document = orjson.loads(searcher.doc(address)["json"][0])
        texts = [document[name] for name in headlines() if document.get(name)]
        if len(texts) > 1 and not any(is_near(text, node) for text in texts):
            apart.append(document["id"])
    if not apart:
        return near
    others = tantivy.Query.term_set_query(schema, ID, apart)
    return tantivy.Query.boolean_query([(Occur.Must, near), (Occur.MustNot, others)])
