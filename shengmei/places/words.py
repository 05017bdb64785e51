"""How a text is cut into words, so that no place is found across the border of two: 上海|口岸 names no 海口.

The likeliest way to cut it, by how often words occur (words.tsv, made by make_tables.py), where the names of
the gazetteer are words too.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import log
from operator import add
from re import compile as pattern
from typing import NamedTuple

from shengmei.places.gazetteer import by_full_name, by_short_name

_TABLE = files("shengmei.places").joinpath("words.tsv")
# No word has another character than these: any other ends one.
_NO_WORD = pattern(r"[^\u3400-\u9fff\U00020000-\U0003ffff〇]")
_ALL = 6e7  # words in the corpus that counted them
_RARE_CHARACTER = log(300 / _ALL)
# Behind the name of a place these are words of their own, though a dictionary has some together: 北京市区.
_OWN_WORDS = ("市区", "房产", "高新区", "市人", "县人", "自治区", "藏区")
_NAME = 30  # how often a name counts at least


class Word(NamedTuple):
    text: str
    start: int
    end: int


def clause(text: str, at: int) -> tuple[int, int]:
    """From where to where no character around `at` ends a word in any case."""
    behind = _NO_WORD.search(text, at)
    begin = at
    while begin and not _NO_WORD.match(text, begin - 1):
        begin -= 1
    return begin, behind.start() if behind else len(text)


def cut(text: str) -> list[Word]:
    """The words of a text, with all its characters."""
    costs, lengths = _costs()
    end = len(text)
    alone = [costs.get(character, _RARE_CHARACTER) for character in text]
    begins = [lengths.get(pair, ()) for pair in map(add, text, text[1:])]
    best = [0.0] * (end + 1)
    step = [1] * (end + 1)
    if text:
        best[end - 1] = alone[end - 1]
    for start in range(end - 2, -1, -1):
        most = alone[start] + best[start + 1]
        for length in begins[start]:
            cost = costs.get(text[start : start + length])
            if (
                cost is not None
                and start + length <= end
                and (all_of_it := cost + best[start + length]) > most
            ):
                most, step[start] = all_of_it, length
        best[start] = most
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


def _is_place_and_word(word: str) -> bool:
    """`北京市区` and `湖南长沙市` are two words, of which the first is a place."""
    if len(word) < 4:
        return False
    halves = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
    return any(
        head in by_short_name() and (rest in _OWN_WORDS or rest in by_full_name()) for head, rest in halves
    )


@cache
def _costs() -> tuple[dict[str, float], dict[str, tuple[int, ...]]]:
    """By word the logarithm of its share; by two characters how long the words are that begin with them."""
    costs = {
        word: log(count / _ALL)
        for word, (_, count) in _dictionary().items()
        if count and not _is_place_and_word(word)
    }
    for name in (*by_short_name(), *by_full_name()):
        costs[name] = log(max(kind_and_count(name)[1], _NAME) / _ALL)
    lengths: dict[str, set[int]] = {}
    for word in costs:
        if len(word) > 1:
            lengths.setdefault(word[:2], set()).add(len(word))
    return costs, {head: tuple(sorted(found)) for head, found in lengths.items()}
