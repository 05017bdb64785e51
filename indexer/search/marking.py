"""What marks some documents against all others: runs of characters, found by counting and by no dictionary.

A few of the best hits and as many of all documents are read for candidates; how many documents hold each of
these is then counted by the index, exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from indexer.search.answers import Term
from indexer.search.base import Phrase, Query, SearchIndex
from indexer.search.fold import Token, tokens
from indexer.search.meaning import phrase_words, phrases

READ = 250  # documents, of the hits and of all
_CHARACTERS = 3_000  # of each document, from its beginning
_COUNTED = 120  # candidates
_LONGEST = 6  # tokens of a run
_REPEATED = 6  # tokens: a run of so many that an earlier document has too is a copy of it
_COVERED = 0.8  # a run of which so much stands inside a longer one says nothing of its own
# With one of these at its edge a run is more than a word: 的长江, 长江是. Inside they may stand.
_GLUE = frozenset("的了着和与在是等也就都而及其将为从对把被这那有不一个我你他她们")
Run = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many documents there are, and how many of them hold each phrase: among the hits, and in all."""

    hits: int
    all: int
    holding: tuple[tuple[int, int], ...]


Count = Callable[[Sequence[Phrase]], Counted]


def terms(
    index: SearchIndex, query: Query, limit: int, count: Count, words: Callable[[], list[str]] | None = None
) -> tuple[Term, ...]:
    """The best first. `words` gives candidates where an index knows words; else runs of the hits are read."""
    texts = words() if words else _runs(index, query)
    texts = [text for text in dict.fromkeys(texts) if not _asked(text, query)][:_COUNTED]
    if not texts or limit <= 0:
        return ()
    counted = count([Phrase(text) for text in texts])
    found = [
        Term(text=text, found=there, everywhere=everywhere, score=score)
        for text, (there, everywhere) in zip(texts, counted.holding, strict=True)
        if (score := _score(there, counted.hits, everywhere, counted.all)) > 0
    ]
    return tuple(sorted(found, key=lambda term: (-term.score, term.text))[:limit])


def runs(documents: Iterable[dict[str, Any]]) -> Iterator[dict[Run, str]]:
    """For each document its runs of up to `_LONGEST` tokens, and how each is printed where it stands first.

    No run goes over punctuation or a number, and none over text that an earlier document has as well.
    """
    seen: set[Run] = set()
    for document in documents:
        held: dict[Run, str] = {}
        text = "\n".join(part for name in ("title", "body") if (part := document.get(name)))[:_CHARACTERS]
        for part in _parts(tokens(text), seen):
            for start in range(len(part)):
                for end in range(start + 1, min(start + _LONGEST, len(part)) + 1):
                    run = tuple(token.text for token in part[start:end])
                    held.setdefault(run, text[part[start].start : part[end - 1].end])
        yield held


def _parts(there: list[Token], seen: set[Run]) -> Iterator[list[Token]]:
    """The tokens in pieces that stand together, without what was seen in another document."""
    fresh: set[Run] = set()
    copied = set[int]()
    for first in range(len(there) - _REPEATED + 1):
        run = tuple(token.text for token in there[first : first + _REPEATED])
        fresh.add(run)
        if run in seen:
            copied.update(range(first, first + _REPEATED))
    seen |= fresh
    part: list[Token] = []
    for number, token in enumerate(there):
        if part and (number in copied or token.text.isdigit() or token.start != part[-1].end):
            yield part
            part = []
        if number not in copied and not token.text.isdigit():
            part.append(token)
    if part:
        yield part


def _runs(index: SearchIndex, query: Query) -> list[str]:
    """The runs that are frequent in the best hits and rare elsewhere, as far as a sample tells."""
    # Ids are hashes: the first documents by id are as good as any drawn by lot.
    best, some = (
        [hit.document for hit in index.search(one, limit=READ, highlight=False).hits]
        for one in (replace(query, sort="score", fresh=False), Query())
    )
    printed: dict[Run, str] = {}
    here = Counter[Run]()
    for held in runs(best):
        here.update(held.keys())
        printed = held | printed
    least = 2 if len(best) > 1 else 1
    telling = {run: number for run, number in here.items() if number >= least and _whole(run)}
    elsewhere = Counter[Run]()
    for held in runs(some):
        elsewhere.update(held.keys() & telling.keys())
    kept = _uncovered(telling)
    score = {run: _score(telling[run], len(best), elsewhere[run] + 0.5, len(some) + 1) for run in kept}
    return [printed[run] for run in sorted(kept, key=lambda run: (-score[run], run))[:_COUNTED]]


def _whole(run: Run) -> bool:
    """At least two characters, and no glue at the edges."""
    return len("".join(run)) > 1 and run[0] not in _GLUE and run[-1] not in _GLUE


def _uncovered(counts: dict[Run, int]) -> list[Run]:
    """Without runs that stand nearly always inside the same longer one: 江经济 of 长江经济带."""
    covering: dict[Run, int] = {}
    for run, number in counts.items():
        for size in range(1, len(run)):
            for start in range(len(run) - size + 1):
                part = run[start : start + size]
                covering[part] = max(covering.get(part, 0), number)
    return [run for run, number in counts.items() if covering.get(run, 0) < _COVERED * number]


def _asked(text: str, query: Query) -> bool:
    """Whether the query itself says it, or it has no characters at all."""
    run = f" {' '.join(phrase_words(Phrase(text)))} "
    return not run.strip() or any(run in f" {' '.join(phrase_words(one))} " for one in phrases(query.root))


def _score(found: float, hits: float, everywhere: float, all_: float) -> float:
    """How much more often it stands in the hits, absolutely times relatively (JLH of Elasticsearch)."""
    if not hits or not everywhere or not all_:
        return 0.0
    here, there = found / hits, everywhere / all_
    return (here - there) * (here / there)
