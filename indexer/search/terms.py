"""Distinctive terms of some documents: runs of characters, found by counting, without a dictionary.

Candidates are chosen by a sample: the best hits, and as many of all documents. How many documents hold each
is then counted by the index, exactly: everywhere first, and among the hits for those that this leaves likely.
So the numbers of a term that is shown are exact, but a term that the sample does not favour is not shown.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

from indexer.search.interface import SearchIndex
from indexer.search.query import Phrase, Query
from indexer.search.relevance import phrase_words, phrases
from indexer.search.results import Term
from indexer.search.text.runs import Runs, is_word

_LEAST = 0.008  # of the hits that are read: what fewer of them hold is chance
_COUNTED = 100  # candidates that are counted in all documents; each costs a search
_LIKELY = 60  # of them that are counted among the hits, or twice as many as are asked for
_COVERED = 0.8  # a run of which so much stands inside a longer one says nothing of its own
# With one of these at its edge a run is more than a word: 的长江, 长江是. Inside they may stand.
GLUE = frozenset("的了着和与在是等也就都而及其将为从对把被这那有不一个我你他她们")


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many documents were asked, and how many of them hold each phrase."""

    documents: int
    holding: tuple[int, ...]


class Counts(Protocol):
    """How many documents hold phrases, counted exactly by one backend."""

    def everywhere(self, phrases: Sequence[Phrase]) -> Counted: ...

    def among_hits(self, phrases: Sequence[Phrase]) -> Counted: ...


def distinctive(
    index: SearchIndex, query: Query, limit: int, counts: Counts, words: Callable[[], list[str]] | None = None
) -> tuple[Term, ...]:
    """The best first. `words` gives candidates where an index knows words; else runs of the hits are read."""
    shares = dict.fromkeys(words(), 0.0) if words else _runs(index, query)
    texts = list(islice((text for text in shares if not _asked(text, query)), _COUNTED))
    if not texts or limit <= 0:
        return ()
    everywhere = counts.everywhere([Phrase(text) for text in texts])
    number = dict(zip(texts, everywhere.holding, strict=True))
    if not words:
        likely = {text: _score(shares[text], 1, number[text], everywhere.documents) for text in texts}
        texts = sorted(texts, key=lambda text: (-likely[text], text))[: max(_LIKELY, 2 * limit)]
    hits = counts.among_hits([Phrase(text) for text in texts])
    found = [
        Term(text=text, found=there, everywhere=number[text], score=score)
        for text, there in zip(texts, hits.holding, strict=True)
        if (score := _score(there, hits.documents, number[text], everywhere.documents)) > 0
    ]
    return tuple(sorted(found, key=lambda term: (-term.score, term.text))[:limit])


def _runs(index: SearchIndex, query: Query) -> dict[str, float]:
    """The runs that are frequent in the best hits and rare elsewhere, as far as a sample tells; with each the
    share of the hits that it surely has."""
    # Ids are hashes: the first documents by id are as good as any drawn by lot.
    best, some = (
        index.search(one, limit=index.read_for_terms, highlight=False)
        for one in (replace(query, sort="score", fresh=False), Query())
    )
    if best.total in (0, some.total):  # nothing marks all
        return {}
    read = len(best.hits)
    runs = Runs([hit.document for hit in best.hits])
    here = runs.frequent(max(min(read, 2), math.ceil(read * _LEAST)))
    chosen = uncovered({run: number for run, number in here.items() if _is_whole(run)})
    elsewhere = runs.elsewhere([hit.document for hit in some.hits], chosen)
    share = {run: (here[run] if read == best.total else _sure(here[run])) / read for run in chosen}
    score = {run: _score(share[run], 1, elsewhere.get(run, 0) + 0.5, len(some.hits) + 1) for run in chosen}
    ranked = sorted(chosen, key=lambda run: (-score[run], run))
    return {runs.printed(run): share[run] for run in ranked[: 2 * _COUNTED]}


def _is_whole(run: str) -> bool:
    """At least two characters, and no glue at the edges."""
    return (len(run) > 1 or is_word(run)) and run[0] not in GLUE and run[-1] not in GLUE


def uncovered(counts: Mapping[str, int]) -> list[str]:
    """Without runs that stand nearly always inside the same longer one: 江经济 of 长江经济带."""
    covering: dict[str, int] = {}
    for run, number in counts.items():
        for part in _parts(run):
            if part in counts and covering.get(part, 0) < number:
                covering[part] = number
    return [run for run, number in counts.items() if covering.get(run, 0) < _COVERED * number]


def _parts(run: str) -> Iterator[str]:
    for size in range(1, len(run)):
        for start in range(len(run) - size + 1):
            yield run[start : start + size]


def _asked(text: str, query: Query) -> bool:
    """Whether the query itself says it, or it has no characters at all."""
    run = f" {' '.join(phrase_words(Phrase(text)))} "
    return not run.strip() or any(run in f" {' '.join(phrase_words(one))} " for one in phrases(query.root))


def _sure(number: int) -> float:
    """What a sample has, less what chance may have added: few of a sample's hits prove little."""
    return number - math.sqrt(number)


def _score(found: float, hits: float, everywhere: float, all_: float) -> float:
    """How much more often it stands in the hits, absolutely times relatively (JLH of Elasticsearch)."""
    if not hits or not everywhere or not all_:
        return 0.0
    here, there = found / hits, everywhere / all_
    return (here - there) * (here / there)
