"""The stories of an index: all copies of a text as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

from indexer.search import (
    Facet,
    Hit,
    Interval,
    Keyword,
    Query,
    Results,
    SearchIndex,
    Timeline,
    UnknownDocument,
)
from indexer.search.fields import STORY
from indexer.search.story_index import StoryIndex
from search_cli.corpus.story_spread import Order, StorySpread, spreads
from shengmei.api.identifiers import ids_of
from shengmei.api.queries import query_of
from shengmei.console.translation import message
from shengmei.problems import UsageProblem

_AT_ONCE = 500  # articles of a story


class ArticleStories:
    """`index.stories`: the questions of an index, with one hit a story, and what a story has.

    An article whose text nobody else is known to have is a story by itself. Who has which text is known after
    `shengmei ledger sync` and `shengmei index sync`. All raise `SearchError`, and `QueryError` for a text
    that is no query.
    """

    def __init__(self, searched: SearchIndex) -> None:
        self._searched = searched
        self._stories = StoryIndex(searched)

    def count(self, query: str | Query = "") -> int:
        """How many stories have an article that matches."""
        return self._stories.count(query_of(query))

    def search(
        self, query: str | Query = "", *, limit: int = 10, offset: int = 0, earliest: bool = False
    ) -> Results:
        """One hit a story, the best one or the `earliest`; `found` of a hit says how many articles of its
        story match."""
        if limit < 0 or offset < 0:
            raise UsageProblem(
                message("limit and offset are numbers from 0 on, not {number}", number=min(limit, offset))
            )
        asked = StoryIndex(self._searched, earliest=earliest)
        return asked.search(query_of(query), limit=limit, offset=offset)

    def facet(self, query: str | Query, field: str, *, limit: int = 20) -> Facet:
        """How many stories have an article with each value of a field. Raises `UsageProblem`."""
        return self._stories.facet(query_of(query), field, limit=limit)

    def timeline(self, query: str | Query = "", interval: Interval = "month") -> Timeline:
        """How many stories began in each interval, with the first of their articles that match. Raises
        `UsageProblem`."""
        return self._stories.timeline(query_of(query), interval)

    def scan(self, query: str | Query = "") -> Iterator[Hit]:
        """The earliest article that matches of each story, ordered by id."""
        for portion in self._stories.scan(query_of(query)):
            yield from portion.hits

    def spread(self, query: str | Query = "", *, order: Order = "size") -> list[StorySpread]:
        """The stories of several articles of which the query finds any: `story`, the fields of its `first`
        article, `size` (its articles), `found` (those that match), `outlets`, `provinces`, and how long it
        took until `half` of the others and the `last` had printed it, in `days` and `hours`. The largest
        first; `order`: `size`, `provinces`, `speed`. Raises `UsageProblem`."""
        if order not in get_args(Order):
            raise UsageProblem(
                message(
                    "no order {sort!r}: take one of {known}", sort=order, known=", ".join(get_args(Order))
                )
            )
        return spreads(self._searched, query_of(query), order)

    def articles(self, name: str) -> list[dict[str, Any]]:
        """The documents of the story of the article with this id or address, the earliest first; its own
        alone where nobody else is known to have its text. Raises `SearchError` for one that the index does
        not hold."""
        document = next(filter(None, map(self._searched.get, ids_of(name))), None)
        if document is None:
            raise UnknownDocument(f"the index holds no article {name}")
        if STORY not in document:
            return [document]
        asked = replace(query_of(""), root=Keyword(STORY, document[STORY]), sort="date")
        found: list[dict[str, Any]] = []
        while True:
            hits = self._searched.search(asked, limit=_AT_ONCE, offset=len(found), highlight=False).hits
            found += [hit.document for hit in hits]
            if len(hits) < _AT_ONCE:
                return found
