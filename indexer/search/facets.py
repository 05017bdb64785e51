"""How often each value of a field stands in the hits, by aggregations that both engines understand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from heapq import nsmallest
from typing import Any, Protocol

from indexer.search.fields import YEAR, counted_field, table
from indexer.search.query import Query
from indexer.search.results import Facet, Interval, Timeline
from indexer.search.timeline import bounds, ensure_few, ensure_interval, of_counts
from shengmei.console.translation import message, translated
from shengmei.problems import UsageProblem

TIMELINE = ("published_day", "published_month")  # fields that a timeline counts
Combination = tuple[str | None, ...]  # of the values of several fields; None for one that is missing
_DIGITS = "0123456789abcdef"
_DEEPEST = 4  # digits: billions of ids, or values that are none


class Matching(Protocol):
    """The documents that match one query, in one index."""

    most_values: int  # of all aggregations in one answer
    in_parts: bool  # whether values are faster asked for by what they begin with than in pages

    def aggregate(self, aggregations: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """How many documents match, and the answer to the aggregations."""

    def without(self, field: str) -> int:
        """How many of them have no value in a field."""


def column(field: str) -> str:
    """The field of documents whose values are counted: `published_month` for `year`. Raises `UsageProblem`
    for a field that facets cannot count by."""
    name = counted_field(field)
    return "published_month" if name == YEAR else name


def facet(matching: Matching, field: str, limit: int) -> Facet:
    """Exact, however many values there are. Raises `UsageProblem` for a field that is not counted by."""
    name = column(field)
    total, (counts,) = _values(matching, name)
    if field == YEAR:
        counts = _years(counts)
    shown = nsmallest(max(limit, 0), counts.items(), key=lambda one: (-one[1], one[0]))
    return Facet(
        field=counted_field(field),
        total=total,
        values=tuple(shown),
        without=_without(matching, name, total, counts),
        others=len(counts) - len(shown),
        other_documents=sum(counts.values()) - sum(documents for _, documents in shown),
    )


def combinations(matching: Matching, *names: str) -> dict[Combination, int]:
    """How many documents have each combination of the values of several fields, None for a field that a
    document lacks; all of them, exactly. Raises `UsageProblem` for a field that is not counted by, or twice
    the same."""
    fields = tuple(map(counted_field, names))
    columns = tuple(map(column, names))
    if len(set(columns)) < len(columns):
        raise UsageProblem(
            message("{names} are the same values: take two fields", names=translated(" and ").join(names))
        )
    sources = [{name: {"terms": {"field": name, "missing_bucket": True}}} for name in columns]
    pages: dict[str, Any] = {"size": matching.most_values, "sources": sources}
    found = Counter[Combination]()
    while True:
        answer = matching.aggregate({"combinations": {"composite": pages}})[1]["combinations"]
        for one in answer["buckets"]:
            values = zip(fields, map(one["key"].get, columns), strict=True)
            combination = (value[:4] if field == YEAR and value else value for field, value in values)
            found[tuple(combination)] += one["doc_count"]
        if len(answer["buckets"]) < matching.most_values:
            return found
        pages["after"] = answer["after_key"]


def _without(matching: Matching, field: str, total: int, counts: Mapping[str, int]) -> int:
    """How many documents have no value in a field: asked for only where one may have several."""
    if table()[field].many:
        return matching.without(field) if total else 0
    return total - sum(counts.values())


def timeline(matching: Matching, query: Query, interval: Interval) -> Timeline:
    """Exact. Raises `UsageProblem` for too many buckets, or an interval that is none.

    Printed days and months are counted, not instants: they are Beijing's already, whatever the time zone
    rules were, and they know when only a month is printed.
    """
    ensure_interval(interval)
    if edges := bounds(query):
        ensure_few(edges, interval)
    total, (days, months) = _values(matching, *TIMELINE)
    return of_counts(query, interval, total, days, months)


def _values(matching: Matching, *fields: str) -> tuple[int, list[Mapping[str, int]]]:
    """How many documents match, and for each field how many of them have each value."""
    size = matching.most_values // len(fields)
    terms = {name: {"terms": {"field": name, "size": size}} for name in fields}
    total, answer = matching.aggregate(terms)
    return total, [_all(matching, name, answer[name]) for name in fields]


def _all(matching: Matching, field: str, answer: dict[str, Any]) -> Mapping[str, int]:
    if _is_whole(answer):
        return _counts(answer)
    if matching.in_parts:
        counts = _in_parts(matching, field)
        if sum(counts.values()) == sum(_counts(answer).values()) + answer["sum_other_doc_count"]:
            return counts
    return _in_pages(matching, field)


def _is_whole(answer: dict[str, Any]) -> bool:
    return not answer.get("sum_other_doc_count") and not answer.get("doc_count_error_upper_bound")


def _counts(answer: dict[str, Any]) -> dict[str, int]:
    return {one["key"]: one["doc_count"] for one in answer["buckets"]}


def _in_parts(matching: Matching, field: str) -> dict[str, int]:
    """The counts of all values, asked for in groups by their first hexadecimal digits, as ids have them; the
    values that begin with none are one group, of which some are missing where they are too many."""
    values = _beginning(matching, field, "", _DIGITS)
    return values | _counts(_part(matching, field, f"(?s)([^{_DIGITS}].*)?"))


def _beginning(matching: Matching, field: str, start: str, digits: str) -> dict[str, int]:
    """The values that begin with `start` and one of the digits, each half of these in its own answer."""
    found: dict[str, int] = {}
    for some in (digits[: len(digits) // 2], digits[len(digits) // 2 :]):
        answer = _part(matching, field, f"(?s){start}[{some}].*")
        if _is_whole(answer):
            found |= _counts(answer)
        elif len(some) > 1:
            found |= _beginning(matching, field, start, some)
        elif len(start) < _DEEPEST:
            found |= _beginning(matching, field, start + some, _DIGITS)
    return found


def _part(matching: Matching, field: str, pattern: str) -> dict[str, Any]:
    terms = {"field": field, "size": matching.most_values, "include": pattern}
    answer: dict[str, Any] = matching.aggregate({field: {"terms": terms}})[1][field]
    return answer


def _in_pages(matching: Matching, field: str) -> Mapping[str, int]:
    """The counts of all values, page by page in the order of the values."""
    counts: dict[str, int] = {}
    # Each page costs the engine a walk through all hits, whatever its size.
    pages: dict[str, Any] = {"size": matching.most_values, "sources": [{field: {"terms": {"field": field}}}]}
    while True:
        found = matching.aggregate({field: {"composite": pages}})[1][field]
        counts |= {one["key"][field]: one["doc_count"] for one in found["buckets"]}
        if len(found["buckets"]) < matching.most_values:
            return counts
        pages["after"] = found["after_key"]


def _years(months: Mapping[str, int]) -> Mapping[str, int]:
    """`{"2021-05": 2, "2021-06": 1}` gives `{"2021": 3}`."""
    years = Counter[str]()
    for month, documents in months.items():
        years[month[:4]] += documents
    return years
