"""An index asked for stories instead of documents: all copies of one text are one.

A document without the field `story` is a story of its own: nobody is known to have its text too. Made of what
every index answers, so that it is the same on each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from heapq import nsmallest
from math import inf
from typing import Any

from indexer.search.fields import STORY, counted_field
from indexer.search.interface import IndexInfo, SearchIndex
from indexer.search.query import And, Has, Keyword, Node, Not, Or, Query
from indexer.search.results import Facet, Hit, Interval, Portion, Results, Term, Timeline
from indexer.search.text.highlight import highlights
from indexer.search.timeline import ensure_interval, of_counts
from indexer.search.writing import Encoded, Prepared, Refused, Write
from shengmei.console.translation import translated
from shengmei.problems import UsageProblem

_ALL = 10**9  # values: more than there are
_LEAST, _MOST = 50, 1_000  # documents read at once, of which some are copies of others


class StoryIndex(SearchIndex):
    """`index` with one hit a story, and with counts of stories. Of each story the best hit is shown, or with
    `earliest` the one that was published first."""

    counts = "stories"

    def __init__(self, index: SearchIndex, *, earliest: bool = False) -> None:
        self._index, self._earliest = index, earliest

    @property
    def of_documents(self) -> SearchIndex:
        return self._index

    @property
    def identity(self) -> str:
        return self._index.identity

    def info(self) -> IndexInfo:
        return self._index.info()

    def search(self, query: Query, *, limit: int = 10, offset: int = 0, highlight: bool = True) -> Results:
        """Stories stand in the order of their best hits; `Hit.found` says how many of the story's articles
        match."""
        shown = self._page(query, limit, offset)
        found = self._found(query, [key for key, hit in shown if STORY in hit.document])
        hits = []
        for key, best in shown:
            one = self._first(query, key) if self._earliest and key in found else best
            marked = highlights(one.document, query) if highlight else ()
            hits.append(replace(one, score=best.score, highlights=marked, found=found.get(key, 1)))
        return Results(total=self.count(query), hits=tuple(hits), counts="stories")

    def count(self, query: Query) -> int:
        several, alone = _parted(query)
        return self._index.count(alone) + self._index.facet(several, STORY, limit=0).others

    def facet(self, query: Query, field: str, *, limit: int = 20) -> Facet:
        """A story counts once for each value that one of the hits has."""
        name = counted_field(field)
        several, alone = _parted(query)
        single = self._index.facet(alone, name, limit=_ALL)
        counts = Counter(dict(single.values))
        having, stories = set[str](), set[str]()
        for story, value in self._values(several, name):
            stories.add(story)
            if value is not None:
                having.add(story)
                counts[value] += 1
        shown = nsmallest(max(limit, 0), counts.items(), key=lambda one: (-one[1], one[0]))
        return Facet(
            field=name,
            total=single.total + len(stories),
            values=tuple(shown),
            without=single.without + len(stories) - len(having),
            others=len(counts) - len(shown),
            other_documents=counts.total() - sum(count for _, count in shown),
            counts="stories",
        )

    def timeline(self, query: Query, interval: Interval = "month") -> Timeline:
        """A story counts once, when the first of its hits was published."""
        ensure_interval(interval)
        several, alone = _parted(query)
        days, months = (
            Counter(dict(self._index.facet(alone, name, limit=_ALL).values))
            for name in ("published_day", "published_month")
        )
        first_months = _earliest(self._values(several, "published_month"))
        first_days = _earliest(self._values(several, "published_day"))
        months.update(first_months.values())
        # Of a story that one printed in March, and another on a day of April, no day is known.
        days.update(day for story, day in first_days.items() if first_months.get(story) == day[:7])
        made = of_counts(query, interval, self.count(query), days, months)
        return replace(made, counts="stories")

    def scan(self, query: Query, *, after: str = "", batch: int = 500) -> Iterator[Portion]:
        """The earliest hit of each story, ordered by id."""
        chosen = self._earliest_hits(query)
        total = self.count(query)
        for portion in self._index.scan(query, after=after, batch=batch):
            hits = tuple(one for one in portion.hits if chosen.get(_story(one), one.id) == one.id)
            yield Portion(hits=hits, total=total, after=portion.after)

    def combinations(self, query: Query, *fields: str) -> Mapping[tuple[str | None, ...], int]:
        """A story counts once for each combination that one of the hits has; it lacks a field where all of
        its hits do."""
        if STORY in map(counted_field, fields):
            raise UsageProblem(translated("each story counts once: take other fields than story"))
        several, alone = _parted(query)
        counts = Counter(self._index.combinations(alone, *fields))
        by_story = defaultdict[str | None, set[tuple[str | None, ...]]](set)
        for story, *values in self._index.combinations(several, STORY, *fields):
            by_story[story].add(tuple(values))
        for found in by_story.values():
            is_had = [any(value is not None for value in values) for values in zip(*found, strict=True)]
            for each in found:
                if all(value is not None or not had for value, had in zip(each, is_had, strict=True)):
                    counts[each] += 1
        return counts

    def terms(self, query: Query, *, limit: int = 20) -> tuple[Term, ...]:
        return self._index.terms(query, limit=limit)

    def similar(self, document_id: str, *, limit: int = 10) -> Results:
        return self._index.similar(document_id, limit=limit)

    def explain(self, query: Query) -> str | None:
        return self._index.explain(query)

    def newest_version(self) -> int:
        return self._index.newest_version()

    def get(self, document_id: str) -> dict[str, Any] | None:
        return self._index.get(document_id)

    def prepare(self, batch: Iterable[Write]) -> Prepared:
        return self._index.prepare(batch)

    def _put(self, encoded: Sequence[Encoded]) -> list[Refused]:
        return self._index._put(encoded)

    def versions(self, ids: Sequence[str]) -> dict[str, int]:
        return self._index.versions(ids)

    def listed(self, batch: int = 1000) -> Iterator[dict[str, int]]:
        return self._index.listed(batch)

    def delete(self, ids: Sequence[str]) -> None:
        self._index.delete(ids)

    def close(self) -> None:
        self._index.close()

    def _page(self, query: Query, limit: int, offset: int) -> list[tuple[str, Hit]]:
        """The best hit of each of the stories asked for, which are read off the documents in their order."""
        seen, shown = set[str](), list[tuple[str, Hit]]()
        at, step = 0, min(max(4 * limit, _LEAST), _MOST)
        while len(shown) < limit:
            found = self._index.search(query, limit=step, offset=at, highlight=False).hits
            for hit in found:
                key = _story(hit)
                if key not in seen:
                    seen.add(key)
                    if len(seen) > offset:
                        shown.append((key, hit))
            if len(found) < step:
                break
            at, step = at + step, min(2 * step, _MOST)
        return shown[: max(limit, 0)]

    def _found(self, query: Query, stories: Sequence[str]) -> dict[str, int]:
        """How many documents of each of these stories match."""
        if not stories:
            return {}
        some = _both(query, Or(tuple(Keyword(STORY, one) for one in stories)))
        return dict(self._index.facet(some, STORY, limit=len(stories)).values)

    def _first(self, query: Query, story: str) -> Hit:
        by_date = replace(_both(query, Keyword(STORY, story)), sort="date")
        return self._index.search(by_date, limit=1, highlight=False).hits[0]

    def _values(self, query: Query, field: str) -> Iterator[tuple[str, str | None]]:
        """The story and each value of a field, once for each pair, of documents that have a story."""
        if field == STORY:
            yield from ((one, one) for one, _ in self._index.facet(query, STORY, limit=_ALL).values)
            return
        for story, value in self._index.combinations(query, STORY, field):
            assert story is not None  # the query asks for those that have one
            yield story, value

    def _earliest_hits(self, query: Query) -> dict[str, str]:
        """By story the id of its earliest hit; of two as early the one that sorts first."""
        first: dict[str, tuple[float, str]] = {}
        for portion in self._index.scan(_parted(query)[0]):
            for hit in portion.hits:
                at = hit.document.get("published")
                order = (datetime.fromisoformat(at).timestamp() if at else inf, hit.id)
                first[_story(hit)] = min(first.get(_story(hit), order), order)
        return {story: key for story, (_, key) in first.items()}


def _story(hit: Hit) -> str:
    """The story of a document; its own id for one whose text nobody else has."""
    return str(hit.document.get(STORY, hit.id))


def _parted(query: Query) -> tuple[Query, Query]:
    """What it finds of stories with several articles, and the rest."""
    return _both(query, Has(STORY)), _both(query, Not(Has(STORY)))


def _both(query: Query, node: Node) -> Query:
    return replace(query, root=node if query.root is None else And((query.root, node)))


def _earliest(values: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """The lowest value of each story that has any."""
    found = defaultdict[str, list[str]](list)
    for story, value in values:
        if value is not None:
            found[story].append(value)
    return {story: min(some) for story, some in found.items()}
