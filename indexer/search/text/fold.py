"""One text for all ways of writing it: what both indexes and every query are compared in.

Folding gives one character for one character, so offsets in the folded text are offsets in the printed one.
"""

from __future__ import annotations

import pkgutil
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tantivy import TextAnalyzer

# Every Han character is a token, every run of other letters and digits is one. The planes 2 and 3 hold
# nothing but Han; they are named because a server's Java may not know their latest yet. The tokenizer
# `zh_tokens` of mappings/analysis.json cuts by this pattern too, and at 255 characters, since a server
# refuses very long terms.
_HAN = r"\p{Han}\x{20000}-\x{3fffd}"
# Units that are one sign (℃, ℉, ㎡, ㎞ …) are tokens too: 35℃ is not 35岁. spellings.py knows their letters.
UNITS = "℃℉" + "".join(map(chr, range(0x3371, 0x33E0)))
_UNIT = r"℃℉\x{3371}-\x{33df}"
TOKEN_PATTERN = rf"[{_HAN}{_UNIT}]|[\p{{L}}\p{{N}}&&[^{_HAN}]]+"

# Common Han, ASCII and the usual marks, folded: their tokens need no tables, and the analyzer takes two and a
# half times as long over them.
_COMMON = re.compile(r"[\n -~\u3000\u4e00-\u9fff·、。《》〈〉「」『』【】—“”…]*")
_COMMON_TOKEN = re.compile(r"[\u4e00-\u9fff]|[0-9a-z]+")
_BEYOND = re.compile(r"[^\u0000-\uffff]")
_MANY = 40  # different characters that one text changes


class Token(NamedTuple):
    """`text` is folded; [start, end) counts code points, the same in the printed and in the folded text."""

    text: str
    start: int
    end: int


class _Table(dict[int, int]):
    """For `str.translate`. Characters that stay as they are get an entry when first seen: a key that is
    missing costs `translate` an exception each time."""

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code


def fold(text: str) -> str:
    """`臺灣ＧＤＰ：3.14` gives `台湾gdp、3、14`: width, case, traditional to simplified, compatibility forms,
    and one mark for all that Elasticsearch would join words with."""
    return text.translate(_table())


def fold_fast(text: str) -> str:
    """As `fold`, at half its cost or less where few characters change. The first call costs 60 ms."""
    changing = set(_folding().findall(text))
    if len(changing) > _MANY or _BEYOND.search(text):
        return fold(text)
    for one in changing:  # what something folds to does not fold again
        text = text.replace(one, single_folds()[one])
    return text


def tokens(text: str) -> list[Token]:
    """`2021年，GDP` gives 2021, 年 and gdp with their places: exactly what the embedded index holds.

    The index's own analyzer cuts, so the two cannot differ, whatever Unicode version Python has.
    """
    there = words(text)
    places = zip(there, starts(text, there), strict=True)
    return [Token(word, start, start + len(word)) for word, start in places]


def starts(text: str, there: list[str]) -> list[int]:
    """Where the tokens of a text begin, given its `words`.

    The analyzer tells places too, at several times the cost. Between two tokens stands nothing that a token
    can begin with, so each is where its text comes next.
    """
    folded, end, found = _cuttable(text), 0, []
    for word in there:
        start = folded.index(word, end)
        found.append(start)
        end = start + len(word)
    return found


def words(text: str) -> list[str]:
    """The tokens' texts: `2021年，GDP` gives `["2021", "年", "gdp"]`."""
    folded = fold(text)
    if _COMMON.fullmatch(folded):
        return _COMMON_TOKEN.findall(folded)
    return analyzer().analyze(_cuttable(text))


def _cuttable(text: str) -> str:
    """Folded, and without lone surrogates, which the analyzer does not take."""
    folded = fold(text)
    return folded if folded.isascii() else folded.encode("utf-8", "replace").decode("utf-8")


def key(text: str) -> str:
    """What two headlines share when they differ only in punctuation, width, case or script: their words."""
    return " ".join(words(text))


@cache
def single_folds() -> dict[str, str]:
    """All single folds, `{"臺": "台", "Ａ": "a", …}`: for an analyzer that runs elsewhere."""
    table = (pkgutil.get_data(__name__, "fold_table.txt") or b"").decode()
    return {line[0]: line[1] for line in table.partition("\n\n")[2].split("\n") if line}


@cache
def _table() -> _Table:
    return _Table((ord(before), ord(after)) for before, after in single_folds().items())


@cache
def _folding() -> re.Pattern[str]:
    """A character that folds; with those of other planes in it, it would be slow."""
    return re.compile(
        "[{}]".format("".join(map(re.escape, (one for one in single_folds() if one <= "\uffff"))))
    )


@cache
def analyzer() -> TextAnalyzer:
    """Cuts folded text; no lower-casing of its own, since that is done by folding."""
    from tantivy import TextAnalyzerBuilder, Tokenizer

    return TextAnalyzerBuilder(Tokenizer.regex(TOKEN_PATTERN)).build()
