"""How a text is cut into units: single characters, as the index does, or words of a segmenter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from indexer.search.text.fold import fold, tokens
from shengmei.console.translation import message
from shengmei.optional_libraries import require
from shengmei.problems import UsageProblem

NAMES = ("jieba",)  # besides single characters


class Unit(NamedTuple):
    """A character, a Latin word, a number, or a word of the segmenter; `text` is folded, [start, end) are
    code points. `joins`: nothing stands between it and the unit before."""

    text: str
    start: int
    end: int
    joins: bool


Cut = Callable[[str], list[Unit]]


def characters(text: str) -> list[Unit]:
    """`2021年，GDP` gives 2021, 年 and gdp."""
    found: list[Unit] = []
    end = -1
    for token in tokens(text):
        found.append(Unit(token.text, token.start, token.end, token.start == end))
        end = token.end
    return found


def words_of(name: str) -> Cut:
    """The segmenter of that name. Raises `UsageProblem` where there is none, or it is not installed."""
    if name not in NAMES:
        raise UsageProblem(
            message("no segmenter {name!r}: take {names}", name=name, names=" or ".join(NAMES))
        )
    require("--segmenter jieba", "words", "rjieba")
    import rjieba

    def cut(text: str) -> list[Unit]:
        return list(_words(rjieba.tokenize(fold(text).encode("utf-8", "replace").decode())))

    return cut


def _words(pieces: list[tuple[str, int, int]]) -> Iterator[Unit]:
    """Without punctuation and blanks."""
    end = -1
    for text, start, stop in pieces:
        if any(map(str.isalnum, text)):
            yield Unit(text, start, stop, start == end)
            end = stop
