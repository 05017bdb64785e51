"""From a query's tree to tantivy's: which documents, and with what score."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

import tantivy
from tantivy import Occur

from indexer.search.embedded import nearness
from indexer.search.embedded.schema import HAS, day_number, folded, has_column
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

# Counting a phrase costs as much as finding it; past so many the rarest character's weight has to do.
_COUNTED_PHRASES = 40


class Builder:
    """Builds for one state of one index: a phrase's weight depends on how often the index has it.
    `knows_lengths`: not an index that was made when articles had no `length`."""

    def __init__(
        self, searcher: tantivy.Searcher, schema: tantivy.Schema, *, knows_lengths: bool = True
    ) -> None:
        self._searcher, self._schema, self.knows_lengths = searcher, schema, knows_lengths
        self._weight = 0.0  # of all phrases counted
        self._counted: dict[tuple[tuple[str, ...], tuple[str, ...]], float] = {}  # of words in fields: idf
        self._is_weighed = self._captions_later = False

    def matching(self, query: Query) -> tantivy.Query:
        """The documents, without scores worth reading."""
        return self._node(query.root, scored=False) if query.root else tantivy.Query.all_query()

    def scored(self, query: Query) -> tantivy.Query:
        """The documents, a rare phrase before a common one, titles before texts, a whole title before all."""
        if query.root is None:
            return tantivy.Query.all_query()
        self._is_weighed, self._weight = is_weighed(query), 0.0
        clauses = [(Occur.Must, self._node(query.root, scored=True))]
        if title := whole_title(query):
            whole = tantivy.Query.term_query(self._schema, "whole_title", title, "basic")
            clauses.append(
                (Occur.Should, tantivy.Query.const_score_query(whole, 2 * all_in_title_score(query)))
            )
        clauses += self._all_in_title(query)
        clauses += self._near_each_other(query)
        if query.fresh:
            clauses += self._fresh()
        return tantivy.Query.boolean_query(clauses) if len(clauses) > 1 else clauses[0][1]

    def _all_in_title(self, query: Query) -> list[tuple[Occur, tantivy.Query]]:
        runs = [(Occur.Must, self._run("title", words)) for words in title_phrases(query)]
        if not runs:
            return []
        every = tantivy.Query.boolean_query(runs)
        return [(Occur.Should, tantivy.Query.const_score_query(every, all_in_title_score(query)))]

    def _near_each_other(self, query: Query) -> list[tuple[Occur, tantivy.Query]]:
        return [
            (Occur.Should, tantivy.Query.const_score_query(self._apart(words), score))
            for words, score in near_pairs(query)
        ]

    def _apart(self, words: Sequence[str]) -> tantivy.Query:
        return tantivy.Query.phrase_query(self._schema, "body", list(words), NEAR)

    def captions_later(self, query: Query) -> tantivy.Query:
        """As `scored`, but that what is no longer than a caption counts less in a text."""
        self._captions_later = True
        return self.scored(query)

    def _fresh(self) -> list[tuple[Occur, tantivy.Query]]:
        share = FRESH_SHARE * self._weight
        windows = (self._days("last_day", since.isoformat(), None) for since in fresh_since())
        return [(Occur.Should, tantivy.Query.const_score_query(window, share)) for window in windows]

    def _node(self, node: Node, scored: bool) -> tantivy.Query:
        match node:
            case Phrase():
                return self._phrase(node, scored)
            case Near():
                return self._near(node, scored)
            case AtLeast(number, clauses):
                held = [(Occur.Should, self._phrase(one, scored)) for one in clauses]
                return tantivy.Query.boolean_query(held, minimum_number_should_match=number)
            case And(clauses):
                return self._all(clauses, scored)
            case Or(clauses):
                return self._any([self._node(one, scored) for one in clauses])
            case Not():
                return self._all((node,), scored)
            case _:
                return _unscored(self._filter(node))

    def _filter(self, node: Keyword | Has | Dates | Number | Hundredths) -> tantivy.Query:
        """What counts nothing towards a score."""
        match node:
            case Keyword():
                return self._any([self._value(name, node) for name in node.fields])
            case Has(name):
                return self._has(name)
            case Dates(start, end):
                return self._dates(start, end)
            case Number(name, low, high) | Hundredths(name, low, high):
                return self._bounded(name, low, high)

    def _all(self, clauses: Sequence[Node], scored: bool) -> tantivy.Query:
        """Filters count nothing towards the score; what is only excluded is excluded from everything."""
        built = []
        for clause in clauses:
            inner, excluded = negated(clause)
            node = self._node(inner, scored and not excluded)
            built.append((Occur.MustNot if excluded else Occur.Must, node))
        if all(occur is Occur.MustNot for occur, _ in built):
            built.append((Occur.Must, _unscored(tantivy.Query.all_query())))
        return tantivy.Query.boolean_query(built)

    def _any(self, parts: list[tantivy.Query]) -> tantivy.Query:
        return tantivy.Query.boolean_query([(Occur.Should, part) for part in parts])

    def _value(self, name: str, node: Keyword) -> tantivy.Query:
        """Ids and addresses are compared as they are."""
        exact = table()[name].exact
        column, value = (name, node.value) if exact else (folded(name), fold(node.value))
        if node.prefix:
            return tantivy.Query.regex_query(self._schema, column, f"(?s){_escaped(value)}.*")
        return tantivy.Query.term_query(self._schema, column, value, "basic")

    def _has(self, name: str) -> tantivy.Query:
        if column := has_column(name):
            return tantivy.Query.exists_query(column)
        return tantivy.Query.term_query(self._schema, HAS, name, "basic")

    def _near(self, node: Near, scored: bool) -> tantivy.Query:
        """Where it counts, each phrase weighs what it does for itself."""
        near = self._any(
            [nearness.query(self._searcher, self._schema, name, node) for name in node.fields or SEARCHED]
        )
        if not scored:
            return near
        parts = [self._phrase(one, scored) for one in node.phrases]
        return tantivy.Query.boolean_query([(Occur.Must, one) for one in (*parts, _unscored(near))])

    def _dates(self, start: str | None, end: str | None) -> tantivy.Query:
        """An article of which only the month is printed is found when the whole month is asked for."""
        if start is None and end is None:
            return tantivy.Query.exists_query("first_day")
        sides = [self._days("first_day", start, None)] if start else []
        sides += [self._days("last_day", None, end)] if end else []
        return tantivy.Query.boolean_query([(Occur.Must, side) for side in sides])

    def _bounded(self, name: str, low: int | None, high: int | None) -> tantivy.Query:
        if low is None and high is None:
            return tantivy.Query.exists_query(name)
        return tantivy.Query.range_query(self._schema, name, tantivy.FieldType.Integer, low, high)

    def _days(self, field: str, start: str | None, end: str | None) -> tantivy.Query:
        lower, upper = (day_number(day) if day else None for day in (start, end))
        return tantivy.Query.range_query(self._schema, field, tantivy.FieldType.Integer, lower, upper)

    def _phrase(self, phrase: Phrase, scored: bool) -> tantivy.Query:
        words, fields = phrase_words(phrase), phrase.fields or SEARCHED
        if not words:
            return tantivy.Query.empty_query()
        if not scored:
            return self._any([self._run(field, words) for field in fields])
        if self._is_weighed:
            self._weight += self._phrase_weight(words, fields)
        runs = [self._scored_run(field, words, fields) for field in fields]
        return tantivy.Query.disjunction_max_query(runs, OTHER_FIELD_SHARE)

    def _run(self, field: str, words: Sequence[str]) -> tantivy.Query:
        """A run of tokens, however its numbers are written."""
        runs = [self._spelled(field, one) for one in spellings(tuple(words))]
        return runs[0] if len(runs) == 1 else tantivy.Query.disjunction_max_query(runs)

    def _spelled(self, field: str, words: Sequence[str]) -> tantivy.Query:
        if len(words) == 1:
            return tantivy.Query.term_query(self._schema, field, words[0], "freq")
        return tantivy.Query.phrase_query(self._schema, field, list(words))

    def _scored_run(self, field: str, words: list[str], fields: tuple[str, ...]) -> tantivy.Query:
        """Tantivy weighs a phrase by the sum of its characters' idf; one that is counted weighs its own."""
        boost = TITLE_WEIGHT if field == "title" else 1.0
        if self._is_weighed:
            theirs = sum(self._idf(self._searcher.doc_freq(field, word)) for word in words)
            boost *= self._phrase_weight(words, fields) / theirs
        run = tantivy.Query.boost_query(self._run(field, words), boost)
        return self._less_in_captions(run) if self._captions_later and field == "body" else run

    def _less_in_captions(self, run: tantivy.Query) -> tantivy.Query:
        article = _unscored(self._bounded("length", SHORTEST_ARTICLE, None))
        inside = tantivy.Query.boolean_query([(Occur.Must, run), (Occur.Must, article)])
        return tantivy.Query.disjunction_max_query([inside, tantivy.Query.boost_query(run, CAPTION_SHARE)])

    def _phrase_weight(self, words: list[str], fields: tuple[str, ...]) -> float:
        """The idf of the phrase itself."""
        phrase = tuple(words), fields
        if phrase not in self._counted:
            self._counted[phrase] = self._idf(self._documents(words, fields))
        return self._counted[phrase]

    def _documents(self, words: list[str], fields: tuple[str, ...]) -> int:
        if len(self._counted) < _COUNTED_PHRASES:
            return count(self._searcher, self._any([self._run(field, words) for field in fields]))
        return min(self._searcher.doc_freq("body", word) for word in words)

    def _idf(self, documents: int) -> float:
        """As BM25 has it, `ln(1 + (N - n + 0.5) / (n + 0.5))`; deleted documents may still count in n."""
        return math.log(1 + (max(self._total - documents, 0) + 0.5) / (documents + 0.5))

    @cached_property
    def _total(self) -> int:
        return self._searcher.num_docs


def has_scores(query: Query) -> bool:
    """Whether the query has anything to order by; filters alone have not."""
    return next(phrases(query.root), None) is not None


def count(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    """How many documents match, exactly."""
    return counted(searcher.search(query, limit=1, count=True))


def counted(result: tantivy.SearchResult) -> int:
    found: int = result.count  # type: ignore[attr-defined]  # not in its stub
    return found


def _escaped(value: str) -> str:
    """For the regular expressions of tantivy, in which all that is no letter or digit may be escaped."""
    return "".join(one if one.isalnum() or ord(one) > 127 else rf"\x{{{ord(one):x}}}" for one in value)


def _unscored(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)
