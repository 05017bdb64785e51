"""Runs of characters that stand in some documents, and in how many of them: what terms.py chooses from.

Texts are read as strings in which each token is one character: a Han character stands for itself, one of a
private plane for a Latin word, and a line's end for all that no run goes over. So a run is a slice, which
costs a tenth of a list of tokens.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from operator import add
from typing import Any

from indexer.search.text.fold import analyzer, fold

_CHARACTERS = 3_000  # of each document, from its beginning
_LONGEST = 6  # tokens of a run
_COPIED = 6  # tokens: a run of so many that an earlier document has too is a copy of it
_BREAK = "\n"
_DOCUMENT = "\v"  # between two documents
# The private planes, in which no token begins: one character for each number and each word.
_NUMBERS, _WORDS, _LAST = 0xF0000, 0x100000, 0x10FFFF
_NUMBER = re.compile(f"[{chr(_NUMBERS)}-{chr(_WORDS - 1)}]")
_WORD = re.compile(f"[{chr(_WORDS)}-{chr(_LAST)}]")


class Runs:
    """The runs of some documents, and those of them that others have.

    No run goes over punctuation or a number, and none over text that an earlier document has as well.
    """

    def __init__(self, documents: Iterable[dict[str, Any]]) -> None:
        self._words, self._numbers = _Codes(_WORDS, _LAST), _Codes(_NUMBERS, _WORDS - 1)
        self._table = _Table()
        self._printed = _joined(documents)
        self._folded = self._printed.translate(self._table)
        self._texts = self._read(self._folded)

    def frequent(self, least: int) -> dict[str, int]:
        """For each run that stands in so many of the documents, in how many it does; of one token only words
        of several characters."""

        def kept(runs: list[list[str]]) -> dict[str, int]:
            counts = Counter(chain.from_iterable(map(set, runs)))
            return {run: number for run, number in counts.items() if number >= least and _BREAK not in run}

        return _counted(self._texts, kept)

    def elsewhere(self, documents: Iterable[dict[str, Any]], wanted: Iterable[str]) -> Mapping[str, int]:
        """In how many of these documents each wanted run stands, and each run that begins one."""
        some = {run[:size] for run in wanted for size in range(1, len(run) + 1)}

        def kept(runs: list[list[str]]) -> dict[str, int]:
            return Counter(chain.from_iterable(map(some.intersection, runs)))

        return _counted(self._read(_joined(documents).translate(self._table)), kept)

    def printed(self, run: str) -> str:
        """As it stands where it was seen first."""
        words = {code: word for word, code in self._words.items()} if _WORD.search(run) else {}
        folded = "".join(words.get(one, one) for one in run)
        start = self._folded.index(folded)
        return self._printed[start : start + len(folded)]

    def _read(self, folded: str) -> list[str]:
        if latin := self._table.latin.intersection(folded):
            folded = re.sub(f"[{re.escape(''.join(latin))}]+", self._coded, folded)
        seen: set[str] = set()
        # With a break at its end, no run is cut off there.
        return [_NUMBER.sub(_BREAK, _new(text, seen)) + _BREAK for text in folded.split(_DOCUMENT)]

    def _coded(self, found: re.Match[str]) -> str:
        """Numbers tell a text from a copy, though no run goes over them."""
        word = found[0]
        if word.isdigit():
            return self._numbers[word]
        return word if len(word) == 1 else self._words[word]


class _Codes(dict[str, str]):
    """The next free character for each text, from one code point to another; a break when all are taken."""

    def __init__(self, first: int, last: int) -> None:
        self._free = iter(range(first, last + 1))

    def __missing__(self, text: str) -> str:
        code = next(self._free, None)
        if code is None:
            return _BREAK
        self[text] = chr(code)
        return self[text]


class _Table(dict[int, str]):
    """For `str.translate`: folds what belongs to a token, and breaks for all else. The index's own analyzer
    is asked, once for each character."""

    def __init__(self) -> None:
        super().__init__({ord(_DOCUMENT): _DOCUMENT})
        self.latin: set[str] = set()  # what makes words of several characters

    def __missing__(self, code: int) -> str:
        one = fold(chr(code))
        there = [] if "\ud800" <= one <= "\udfff" else analyzer().analyze(one * 2)
        if len(there) == 1:
            self.latin.add(one)
        self[code] = one if there else _BREAK
        return self[code]


def is_word(token: str) -> bool:
    """Whether it stands for several characters."""
    return _WORD.fullmatch(token) is not None


def _joined(documents: Iterable[dict[str, Any]]) -> str:
    return _DOCUMENT.join(map(_text, documents))


def _text(document: dict[str, Any]) -> str:
    text = _BREAK.join(part for name in ("title", "body") if (part := document.get(name)))
    return text[:_CHARACTERS].replace(_DOCUMENT, _BREAK)


def _new(text: str, seen: set[str]) -> str:
    """With a break for what belongs to a run of `_COPIED` that was seen; adds this text's runs to `seen`."""
    tokens = text.replace(_BREAK, "")
    runs = [tokens[start : start + _COPIED] for start in range(len(tokens) - _COPIED + 1)]
    if seen.isdisjoint(runs):
        seen.update(runs)
        return text
    copied = [start for start, run in enumerate(runs) if run in seen]
    seen.update(runs)
    places = [place for place, one in enumerate(text) if one != _BREAK]
    kept, end = [], 0
    for start in copied:
        if places[start] > end:
            kept.append(text[end : places[start]])
        end = places[start + _COPIED - 1] + 1
    return _BREAK.join([*kept, text[end:]])


def _counted(texts: Sequence[str], kept: Callable[[list[list[str]]], dict[str, int]]) -> dict[str, int]:
    """What is kept of the words and longer runs of all texts, and in how many it stands.

    From short to long: a longer run is looked at only where the shorter one that begins it was kept.
    """
    found = dict(kept(list(map(_WORD.findall, texts))))
    runs = [list(map(add, text, text[1:])) for text in texts]
    places: list[Sequence[int]] = [range(len(there)) for there in runs]
    for size in range(3, _LONGEST + 2):
        some = kept(runs)
        found |= some
        places = [
            [at for at, run in zip(there, one, strict=True) if run in some]
            for there, one in zip(places, runs, strict=True)
        ]
        runs = [[text[at : at + size] for at in there] for text, there in zip(texts, places, strict=True)]
    return found
