"""What marks some documents against all others: runs of characters, found by counting and by no dictionary.

A few of the best hits and as many of all documents are read for candidates; how many documents hold each of
these is then counted by the index, exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, NamedTuple

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
Run = str  # folded tokens with blanks between: `长 江`


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


def _runs(index: SearchIndex, query: Query) -> list[str]:
    """The runs that are frequent in the best hits and rare elsewhere, as far as a sample tells."""
    # Ids are hashes: the first documents by id are as good as any drawn by lot.
    best, some = (
        [hit.document for hit in index.search(one, limit=READ, highlight=False).hits]
        for one in (replace(query, sort="score", fresh=False), Query())
    )
    least = 2 if len(best) > 1 else 1
    here = _Runs(best, lambda _, documents: documents >= least)
    elsewhere = _Runs(some, lambda run, _: run in here.documents)
    whole = {run: number for run, number in here.documents.items() if _is_whole(run)}
    score = {
        run: _score(whole[run], len(best), elsewhere.documents.get(run, 0) + 0.5, len(some) + 1)
        for run in _uncovered(whole)
    }
    return [here.printed(run) for run in sorted(score, key=lambda run: (-score[run], run))[:_COUNTED]]


class _Piece(NamedTuple):
    """Words that stand together in a text, and where each begins and ends."""

    words: list[str]
    places: list[tuple[int, int]]
    text: str


class _Runs:
    """How many of some documents hold each run of up to `_LONGEST` tokens.

    From short to long: a longer run is looked at only where the shorter one that begins it was kept. No run
    goes over punctuation or a number, and none over text that an earlier document has as well.
    """

    def __init__(self, documents: list[dict[str, Any]], keep: Callable[[Run, int], bool]) -> None:
        self.documents: dict[Run, int] = {}
        self._first: dict[Run, tuple[_Piece, int]] = {}
        seen: set[Run] = set()
        places = [
            [(piece, start) for piece in _pieces(document, seen) for start in range(len(piece.words))]
            for document in documents
        ]
        for size in range(1, _LONGEST + 1):
            places = self._longer(places, size, keep)

    def printed(self, run: Run) -> str:
        """As it stands where it was seen first."""
        piece, start = self._first[run]
        last = start + len(run.split(" ")) - 1
        return piece.text[piece.places[start][0] : piece.places[last][1]]

    def _longer(
        self, places: list[list[tuple[_Piece, int]]], size: int, keep: Callable[[Run, int], bool]
    ) -> list[list[tuple[_Piece, int]]]:
        """Counts the runs of one size, and gives the places where a kept one begins."""
        there = [
            [
                (" ".join(piece.words[start : start + size]), piece, start)
                for piece, start in document
                if start + size <= len(piece.words)
            ]
            for document in places
        ]
        counts = Counter(run for document in there for run in {run for run, _, _ in document})
        self.documents |= {run: number for run, number in counts.items() if keep(run, number)}
        for run, piece, start in chain.from_iterable(there):
            self._first.setdefault(run, (piece, start))
        return [
            [(piece, start) for run, piece, start in document if run in self.documents] for document in there
        ]


def _pieces(document: dict[str, Any], seen: set[Run]) -> Iterator[_Piece]:
    """The text in pieces that stand together, without what was seen in another document."""
    text = "\n".join(part for name in ("title", "body") if (part := document.get(name)))[:_CHARACTERS]
    there = tokens(text)
    copied = _copied(there, seen)
    piece = _Piece([], [], text)
    for token, again in zip(there, copied, strict=True):
        if piece.words and (again or token.text.isdigit() or token.start != piece.places[-1][1]):
            yield piece
            piece = _Piece([], [], text)
        if not again and not token.text.isdigit():
            piece.words.append(token.text)
            piece.places.append((token.start, token.end))
    if piece.words:
        yield piece


def _copied(there: list[Token], seen: set[Run]) -> list[bool]:
    """For each token whether it belongs to a run of `_REPEATED` that was seen; adds this text's to `seen`."""
    words = [token.text for token in there]
    runs = [" ".join(words[start : start + _REPEATED]) for start in range(len(words) - _REPEATED + 1)]
    copied = [False] * len(words)
    for start, run in enumerate(runs):
        if run in seen:
            copied[start : start + _REPEATED] = [True] * _REPEATED
    seen.update(runs)
    return copied


def _is_whole(run: Run) -> bool:
    """At least two characters, and no glue at the edges."""
    words = run.split(" ")
    return len("".join(words)) > 1 and words[0] not in _GLUE and words[-1] not in _GLUE


def _uncovered(counts: dict[Run, int]) -> list[Run]:
    """Without runs that stand nearly always inside the same longer one: 江经济 of 长江经济带."""
    covering: dict[Run, int] = {}
    for run, number in counts.items():
        words = run.split(" ")
        for size in range(1, len(words)):
            for start in range(len(words) - size + 1):
                part = " ".join(words[start : start + size])
                if part in counts:
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
