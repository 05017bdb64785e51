"""Further copies for copies_corpus.py: two edits one after the other, and edits that it has not.

Each original is copied by one kind, so that every kind has as many; beside them stand texts that took over
more than half of a short article, in a text of their own.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import timedelta

from benchmarks.copies_corpus import (
    EDITS,
    FIRST_DAY,
    NAMES,
    Corpus,
    Edit,
    Material,
    Piece,
    Print,
    joined,
    new,
    shares,
)
from indexer.search.text.fold import fold_fast

SHORT = range(80, 300)  # characters of an article that another one takes in
_DIGITS = re.compile(r"[0-9０-９]+")
_TRADITIONAL = {
    folded: one
    for one in map(chr, range(0x4E00, 0x9FFF))
    if (folded := fold_fast(one)) != one and len(folded) == 1
}
_QUOTES = str.maketrans("“”‘’《》", "「」『』〈〉")


def _both(first: str, second: str) -> Edit:
    return lambda drawn, material, body: EDITS[second](drawn, material, EDITS[first](drawn, material, body))


def _traditional(_drawn: random.Random, _material: Material, body: Piece) -> Piece:
    return Piece("".join(_TRADITIONAL.get(one, one) for one in body.text), body.origins)


def _reordered(drawn: random.Random, _material: Material, body: Piece) -> Piece:
    there = body.sentences()
    place = drawn.randrange(1, max(2, len(there)))
    return joined([*there[place:], *there[:place]])


def _digits(drawn: random.Random, _material: Material, body: Piece) -> Piece:
    """One number is another."""
    there = list(_DIGITS.finditer(body.text))
    if not there:
        return body
    one = drawn.choice(there)
    changed = new(str(drawn.randrange(10 ** len(one[0]))))
    return body.part(0, one.start()) + changed + body.part(one.end(), len(body.text))


def _quotes(_drawn: random.Random, _material: Material, body: Piece) -> Piece:
    return Piece(body.text.translate(_QUOTES), body.origins)


def _names(drawn: random.Random, _material: Material, body: Piece) -> Piece:
    """A list of persons between two sentences."""
    there = body.sentences()
    names = "、".join(drawn.choices(NAMES, k=drawn.randrange(15, 40)))
    there.insert(drawn.randrange(0, len(there) + 1), new(f"名单：{names}。\n"))
    return joined(there)


MIXED: dict[str, Edit] = {
    "cut inside, then inserted": _both("cut inside", "paragraphs inserted"),
    "cut inside, then a lead": _both("cut inside", "lead added"),
    "cut at the end, then inserted": _both("cut at the end", "paragraphs inserted"),
    "cut at the end, then a dateline": _both("cut at the end", "dateline"),
    "10 % paraphrased, then inserted": _both("10 % paraphrased", "paragraphs inserted"),
    "10 % paraphrased, then cut": _both("10 % paraphrased", "cut at the end"),
    "traditional script": _traditional,
    "sentences in another order": _reordered,
    "a number changed": _digits,
    "other quotation marks": _quotes,
    "names inserted": _names,
}


def mixed(made: Corpus, words: Sequence[str], *, seed: int) -> Corpus:
    """The corpus and these."""
    drawn = random.Random(seed)
    prints = list(made.prints)
    originals = [one for one in prints if one.kind == "original"]
    material = Material.of([one.piece for one in originals], words)
    kinds = list(MIXED)
    for place, one in enumerate(originals):
        name = kinds[place % len(kinds)]
        prints.append(_print(prints, one, MIXED[name](drawn, material, one.piece), name, one.story))
    for one in originals:
        if len(one.body) in SHORT:
            piece = _taken_in(drawn, material, one.piece)
            prints.append(_print(prints, one, piece, "brief taken in", None))
    return Corpus(prints=prints, shared=shares(prints))


def _taken_in(drawn: random.Random, material: Material, brief: Piece) -> Piece:
    length = int(len(brief.text) * drawn.uniform(0.6, 1))
    start = drawn.randrange(0, len(brief.text) - length + 1)
    around = material.filler(drawn, drawn.randrange(200, 800))
    cut = drawn.randrange(0, len(around.text))
    return around.part(0, cut) + brief.part(start, start + length) + around.part(cut, len(around.text))


def _print(prints: Sequence[Print], of: Print, piece: Piece, kind: str, story: int | None) -> Print:
    return Print(
        number=len(prints),
        title=of.title,
        piece=piece,
        site=f"more{len(prints) % 60}",
        at=max(of.at, FIRST_DAY) + timedelta(hours=6 + len(prints) % 50),
        kind=kind,
        story=story,
    )
