"""Other ways to write the numbers of a phrase, which one character for one cannot make the same.

`1234.5亿` is printed `1,234.5亿` too, `III级` as `Ⅲ级`, `120m2` as `120㎡`, `35℃` as `35°C`. The text keeps
its tokens; a phrase is looked for in each of its spellings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from indexer.search.text.fold import UNITS, fold

Words = tuple[str, ...]
MOST = 16  # spellings of one phrase; a longer list of numbers is looked for in these alone
MOST_NEAR = 8  # of one of several phrases that are near each other: two numbers in one have six

_NUMBER = re.compile(r"([1-9]\d{3,14})(\D*)", re.ASCII)  # with nothing or a unit behind it
_YEAR = re.compile(r"(19|20)\d\d", re.ASCII)  # before 年 it is never printed 2,021
_HEAD, _GROUP = re.compile(r"[1-9]\d{0,2}", re.ASCII), re.compile(r"(\d{3})(\D*)", re.ASCII)
_MEASURED = re.compile(r"(\d+)(\D.*)", re.ASCII)
_ROMAN = {
    "ii": "ⅱ", "iii": "ⅲ", "iv": "ⅳ", "vi": "ⅵ", "vii": "ⅶ", "viii": "ⅷ", "ix": "ⅸ", "xi": "ⅺ", "xii": "ⅻ",
}  # fmt: skip
_LETTERS = {numeral: letters for letters, numeral in _ROMAN.items()}


@lru_cache(1000)
def spellings(words: Words) -> tuple[Words, ...]:
    """All ways to write a run of folded tokens, itself first: `("1234", "亿")`, `("1", "234", "亿")`."""
    if all("\u4e00" <= word <= "\u9fff" for word in words):  # no number among them
        return (words,)
    found = {words: None}
    waiting = [words]
    while waiting and len(found) < MOST:
        for other in _respelled(waiting.pop(0)):
            if other not in found and len(found) < MOST:
                found[other] = None
                waiting.append(other)
    return tuple(found)


def _respelled(words: Words) -> Iterator[Words]:
    """The run with one of its tokens, or some that belong together, written in another way."""
    for place, word in enumerate(words):
        before, after = words[:place], words[place + 1 :]
        if not (_YEAR.fullmatch(word) and after[:1] == ("年",)):
            for other in _of_token(word, before):
                yield (*before, *other, *after)
        for size, other in _of_some(word, after):
            yield (*before, *other, *after[size:])


def _of_token(word: str, before: Words) -> Iterator[Words]:
    number = _NUMBER.fullmatch(word)
    if number and (not number[2] or number[2] in _symbols()):
        yield _grouped(number[1], number[2])
    if numeral := _ROMAN.get(word) or _LETTERS.get(word):
        yield (numeral,)
    if measured := _MEASURED.fullmatch(word):
        for symbol in _symbols().get(measured[2], ()):
            yield (measured[1], symbol)
    elif before and before[-1][-1].isdigit():
        others = (_units()[word],) if word in _units() else _symbols().get(word, ())
        yield from ((other,) for other in others)


def _of_some(word: str, after: Words) -> Iterator[tuple[int, Words]]:
    """What a token becomes together with so many behind it: `1` `234` `500` gives `1234` and `1234500`."""
    if not after or not word.isascii() or not word.isdigit():
        return
    letters = _units().get(after[0], after[0] if after[0] in _symbols() else "")
    if letters:
        yield 1, (word + letters,)
    if not _HEAD.fullmatch(word):
        return
    joined = word
    for size, one in enumerate(after, start=1):
        group = _GROUP.fullmatch(one)
        if not group or (group[2] and group[2] not in _symbols()) or len(joined) > 12:
            return
        joined += one
        yield size, (joined,)
        if group[2]:
            return


def _grouped(digits: str, unit: str) -> Words:
    """`12345` gives `("12", "345")`; the unit stays with the last."""
    first = len(digits) % 3 or 3
    groups = [digits[:first], *(digits[start : start + 3] for start in range(first, len(digits), 3))]
    return (*groups[:-1], groups[-1] + unit)


@cache
def _units() -> dict[str, str]:
    """`{"㎡": "m2", "℃": "c", …}`: symbols that are tokens, and their letters."""
    spelled = {one: fold(unicodedata.normalize("NFKC", one)).strip("°") for one in UNITS}
    return {one: letters for one, letters in spelled.items() if letters.isascii() and letters.isalnum()}


@cache
def _symbols() -> dict[str, tuple[str, ...]]:
    """`{"m2": ("㎡",), …}`; `mw` has two."""
    found: dict[str, tuple[str, ...]] = {}
    for symbol, letters in _units().items():
        found[letters] = (*found.get(letters, ()), symbol)
    return found
