"""Distinctive words of some hits, and documents that are alike, as a server finds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from indexer.search.elastic.query import Builder, Counts
from indexer.search.query import Phrase, Query
from indexer.search.relevance import MOST_PAIRS, SHARED_PAIRS
from indexer.search.terms import Counted

_Search = Callable[[dict[str, Any]], dict[str, Any]]
_SAMPLE = 500  # of the best hits on each shard
_MOST_WORDS = 120
_SHORTEST = 2  # characters of a word, and of a pair


class ElasticCounts:
    """The hits of one clause against the whole index (terms.Counts), and words that mark them."""

    def __init__(self, search: _Search, clause: dict[str, Any]) -> None:
        self._search, self._clause = search, clause

    def words(self) -> list[str]:
        """Words that stand more often in the best hits than elsewhere, folded; copies count once."""
        significant = {"field": "body.w", "size": _MOST_WORDS, "filter_duplicate_text": True}
        sampled = {
            "sampler": {"shard_size": _SAMPLE},
            # The server reads the text for its words from `_source`, where the sub-field has none.
            "aggs": {"words": {"significant_text": {**significant, "source_fields": ["body"]}}},
        }
        answer = self._search({"size": 0, "query": self._clause, "aggs": {"sample": sampled}})
        found = answer["aggregations"]["sample"]["words"]["buckets"]
        return [one["key"] for one in found if len(one["key"]) >= _SHORTEST and not one["key"].isdigit()]

    def everywhere(self, phrases: Sequence[Phrase]) -> Counted:
        return self._counted(phrases, {"match_all": {}})

    def among_hits(self, phrases: Sequence[Phrase]) -> Counted:
        return self._counted(phrases, self._clause)

    def _counted(self, phrases: Sequence[Phrase], clause: dict[str, Any]) -> Counted:
        """How many documents of a clause hold each phrase, in one answer."""
        builder = Builder(Counts())
        holding = {"filters": {"filters": [builder.matching(Query(root=one)) for one in phrases]}}
        answer = self._search(
            {"size": 0, "track_total_hits": True, "query": clause, "aggs": {"holding": holding}}
        )
        buckets = answer["aggregations"]["holding"]["buckets"]
        return Counted(
            documents=answer["hits"]["total"]["value"], holding=tuple(one["doc_count"] for one in buckets)
        )


def alike(index: str, document_id: str) -> dict[str, Any]:
    """The query for documents that share distinctive pairs of characters and Latin words with one."""
    return {
        "more_like_this": {
            "fields": ["title", "body"],
            "like": [{"_index": index, "_id": document_id}],
            "min_word_length": _SHORTEST,
            "min_term_freq": 1,
            "min_doc_freq": 2,
            "max_query_terms": MOST_PAIRS,
            "minimum_should_match": f"{SHARED_PAIRS:.0%}",
        }
    }
