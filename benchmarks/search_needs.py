"""How good the first ten hits are for what people want to know: nDCG@10 over needs with graded answers.

    make bench-needs PAGES=DIR

`search_needs.jsonl` holds a need a line: what is typed, what is wanted, and the grade of each answer that is
worth something (3: about it; 2: a good part of it; 1: names it), by the first digits of its id. They were
graded before the order was changed by them, blind, over one pool of what all ways found: ours on both indexes
to a depth of 15, with looser readings and words near each other, the others to 10. Every third need is `kept`
apart, and nothing is tuned by it.
"""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.search_ranking import DEEP, Contender, Ranked
from indexer.search import SearchIndex
from indexer.search.language.parser import parse
from search_cli.lookup import loosely

FILE = Path(__file__).with_suffix(".jsonl")
_DIGITS = 10  # of an id: enough to tell the articles apart


@dataclass(frozen=True, kw_only=True)
class Need:
    """`text` as typed; `grades`: of each answer that is worth something."""

    text: str
    wanted: str
    kept: bool
    grades: dict[str, int]


def needs() -> Iterator[Need]:
    """The needs of the file."""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        yield Need(**json.loads(line))


def shown(name: str, index: SearchIndex) -> Contender:
    """What a person sees: the exact hits, then those of a looser reading where there are few."""

    def best(text: str) -> Ranked:
        query = parse(text)
        exact = index.search(query, limit=DEEP, highlight=False)
        loose = loosely(index, exact, query, DEEP)
        hits = [*exact.hits, *(loose.results.hits if loose else ())]
        return [hit.id for hit in hits[:DEEP]]

    return Contender(name=name, best=best, literally=best)


def ndcg(found: Ranked, grades: dict[str, int]) -> float:
    """The gain of the first ten, 2^grade - 1 discounted by the logarithm of the rank; 1 is best."""
    best = _gain(sorted(grades.values(), reverse=True)[:DEEP])
    return _gain([grades.get(one[:_DIGITS], 0) for one in found[:DEEP]]) / best


def _gain(grades: list[int]) -> float:
    gains: list[int] = [(1 << grade) - 1 for grade in grades]
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def table(contenders: list[Contender], asked: list[Need]) -> list[str]:
    """nDCG@10 by contender: of all needs, of those that the order may be tuned by, of those kept apart."""
    parts: dict[str, Callable[[Need], bool]] = {
        "all": lambda _: True,
        "tuned on": lambda one: not one.kept,
        "kept apart": lambda one: one.kept,
    }
    rows = [f"{'nDCG@10':<20}" + "".join(f"{part:>13}" for part in parts)]
    rows.append(f"{'needs':<20}" + "".join(f"{sum(map(of, asked)):>13}" for of in parts.values()))
    for one in contenders:
        values = [ndcg(one.best(need.text), need.grades) for need in asked]
        chosen = [
            statistics.mean(value for value, need in zip(values, asked, strict=True) if of(need))
            for of in parts.values()
        ]
        rows.append(f"{one.name:<20}" + "".join(f"{value:>13.3f}" for value in chosen))
    return rows
