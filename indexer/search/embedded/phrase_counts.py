"""How many documents of the embedded index hold each phrase, in all and among the hits."""

from __future__ import annotations

from collections.abc import Sequence

import tantivy
from tantivy import Occur

from indexer.search.embedded.query import Builder, count
from indexer.search.query import Phrase, Query
from indexer.search.terms import Counted


class EmbeddedCounts:
    """The hits of one query against one state of the index (terms.Counts)."""

    def __init__(self, searcher: tantivy.Searcher, builder: Builder, query: Query) -> None:
        self._searcher, self._builder = searcher, builder
        self._matching = builder.matching(query)

    def everywhere(self, phrases: Sequence[Phrase]) -> Counted:
        holding = tuple(count(self._searcher, self._holding(one)) for one in phrases)
        return Counted(documents=self._searcher.num_docs, holding=holding)

    def among_hits(self, phrases: Sequence[Phrase]) -> Counted:
        holding = tuple(count(self._searcher, self._both(one)) for one in phrases)
        return Counted(documents=count(self._searcher, self._matching), holding=holding)

    def _holding(self, phrase: Phrase) -> tantivy.Query:
        return self._builder.matching(Query(root=phrase))

    def _both(self, phrase: Phrase) -> tantivy.Query:
        parts = [(Occur.Must, self._matching), (Occur.Must, self._holding(phrase))]
        return tantivy.Query.boolean_query(parts)
