"""How a text is cut into words, so that no place is found across the border of two: 上海|口岸 names no 海口.

The likeliest way to cut it, by how often words occur (words.tsv, made by make_tables.py), where the names of
the gazetteer are words too.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import log
from typing import NamedTuple

from shengmei.places.gazetteer import by_full_name, by_short_name

_TABLE = files("shengmei.places").joinpath("words.tsv")
_ALL = 6e7  # words in the corpus that counted them
_RARE_CHARACTER = log(300 / _ALL)
_NAME = 30  # how often a name counts at least


class Word(NamedTuple):
    text: str
    start: int
    end: int


def cut(text: str) -> list[Word]:
    """The words of a text, with all its characters."""
    costs, lengths = _costs()
    best = [0.0] * (len(text) + 1)
    step = [1] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        best[start] = costs.get(text[start], _RARE_CHARACTER) + best[start + 1]
        for length in lengths.get(text[start : start + 2], ()):
            cost = costs.get(text[start : start + length])
            if cost is not None and start + length <= len(text) and cost + best[start + length] > best[start]:
                best[start], step[start] = cost + best[start + length], length
    words, at = [], 0
    while at < len(text):
        words.append(Word(text[at : at + step[at]], at, at + step[at]))
        at += step[at]
    return words


def kind_and_count(word: str) -> tuple[str, int]:
    """What a dictionary says of a word; its kind is empty and its count 0 where it has none."""
    return _dictionary().get(word, ("", 0))


@cache
def _dictionary() -> dict[str, tuple[str, int]]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()[1:]
    return {word: (kind, int(count)) for word, count, kind in (line.split("\t") for line in lines)}


@cache
def _costs() -> tuple[dict[str, float], dict[str, tuple[int, ...]]]:
    """By word the logarithm of its share; by two characters how long the words are that begin with them."""
    costs = {word: log(count / _ALL) for word, (_, count) in _dictionary().items() if count}
    for name in (*by_short_name(), *by_full_name()):
        costs[name] = log(max(kind_and_count(name)[1], _NAME) / _ALL)
    lengths: dict[str, set[int]] = {}
    for word in costs:
        if len(word) > 1:
            lengths.setdefault(word[:2], set()).add(len(word))
    return costs, {head: tuple(sorted(found)) for head, found in lengths.items()}
