"""How much more of its output an outlet gives to something than before, and than another outlet does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from indexer.search import Keyword, Or, Query, SearchIndex
from indexer.search.language.parser import parse
from search_cli.corpus.comparison import Comparison, bucket
from search_cli.corpus.denominators import all_articles, narrowed


class Density(NamedTuple):
    """`number` of `every` article of one time. `past` and `against`: how many times the share of all earlier
    times, and of the reference at the same time; None where that has no articles, or none of these."""

    number: int
    every: int
    past: float | None
    against: float | None


def densities(
    line: Sequence[tuple[int, int]], reference: Sequence[tuple[int, int]] | None = None
) -> Iterator[Density]:
    """From (count, all) of each time, the earliest first, and those of a reference at the same times:
    `[(1, 10), (4, 10)]` gives None and 4.0 for `past`."""
    counted = everything = 0
    for place, (count, all_) in enumerate(line):
        beside = reference[place] if reference is not None else (0, 0)
        yield Density(
            count, all_, _times((count, all_), (counted, everything)), _times((count, all_), beside)
        )
        counted, everything = counted + count, everything + all_


def _times(one: tuple[int, int], other: tuple[int, int]) -> float | None:
    if not one[1] or not other[0] or not other[1]:
        return None
    return (one[0] / one[1]) / (other[0] / other[1])


@dataclass(frozen=True, kw_only=True)
class Reference:
    """What the lines are held against: the articles of one outlet, or of any query."""

    query: Query
    counts: tuple[dict[str, int], ...]  # for each line, by bucket: what its query finds of them
    all: dict[str, int]


def reference(index: SearchIndex, found: Comparison, against: str | None) -> Reference | None:
    """`against` is a query (`source:人民日报`), or an outlet's id or name: what has it as site or source. It
    is asked what the lines are. Raises `QueryError`."""
    if against is None or not found.lines:
        return None
    outlet = parse(against)
    if ":" not in against and "：" not in against:
        outlet = Query(root=Or((Keyword("site", against.strip()), Keyword("source", against.strip()))))
    time = index.timeline(found.asked, found.interval)
    asked = [found.asked] if found.over else [one.query for one in found.lines]
    counts = [dict(index.timeline(narrowed(one, outlet), found.interval).buckets) for one in asked]
    return Reference(
        query=outlet,
        counts=tuple(counts * len(found.lines) if found.over else counts),
        all=all_articles(index, found.asked, time, outlet.root),
    )


def line_rows(found: Comparison, number: int, beside: Reference | None) -> Iterator[dict[str, Any]]:
    """Line `number` for programs, a dict for each time."""
    one = found.lines[number]
    counts = dict(one.timeline.buckets)
    for day, density in zip(found.buckets, line_densities(found, number, beside), strict=True):
        times = {"past": _rounded(density.past), "against": _rounded(density.against)}
        yield bucket(one, day, counts.get(day, 0)) | times


def line_densities(found: Comparison, number: int, beside: Reference | None) -> list[Density]:
    """Line `number`, one for each time."""
    one = found.lines[number]
    counts, every = dict(one.timeline.buckets), one.all_articles or {}
    line = [(counts.get(day, 0), every.get(day, 0)) for day in found.buckets]
    if beside is None:
        return list(densities(line))
    held = [(beside.counts[number].get(day, 0), beside.all.get(day, 0)) for day in found.buckets]
    return list(densities(line, held))


def _rounded(times: float | None) -> float | None:
    return None if times is None else round(times, 3)
