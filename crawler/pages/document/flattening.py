"""Markup of more elements, or deeper, than any page is made of: what makes it so is left out before parsing.

Parser and readers look outwards from every block and every line, which takes the square of the depth. The
parser opens again in each block what the block before left open of `<font>`, `<b>` and the like: a page of
300 kB with a `<font>` left open in each paragraph is a tree of gigabytes. And an element of seven characters
takes half a kilobyte of memory.

So tags are counted, and where there are many, looked at. An element near the root or near its leaves stays,
whatever lies between, and of what is too deep only the tags go, not the text. Of like elements side by side
the first stay, and the last, which may hold all that follows. The deepest of 72 real pages nests 31 deep, the
largest has 3,400 elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from io import StringIO

import stringzilla

from crawler.pages.document.element_kinds import FORMATTING
from crawler.pages.document.nesting import MOST_ROOTS, Nesting

NEAR = 100  # elements from the root, or from the leaves: what is in between is left out
FEW = 4_000  # opening tags of a page that is not looked at: no nesting of them takes a tenth of a second
MOST, BYTES_EACH = 15_000, 60  # elements; bytes of a page (in UTF-8) for each, where there are more
MOST_TAGS, _FIRST, _LAST = 300_000, 200_000, 50_000  # tags; of more the first and the last are looked at
_FEW_OPEN, _FEW_FORMATTING = 500, 50  # tags, formatting elements left open: the same for formatting
_MOST_COPIES = 20_000  # of formatting elements that blocks have left open
_SIDE_BY_SIDE = (5_000, 2_000, 800, 300)  # like elements in one, tried until the page has no more than `MOST`
# Why an element goes: its tags only, or with all that it holds.
_TOO_DEEP, _LEFT_OPEN, _SURPLUS, _TOO_MANY, _WITHIN = 1, 2, 3, 4, 5

# The first character is looked at before the names: half the tags of a page are no such ones.
_FORMATTING_TAG = re.compile(
    rf"<(/?+)(?=[{''.join(sorted({name[0] for name in FORMATTING}))}])"
    rf"(?:{'|'.join(sorted(FORMATTING))})[\t\n\f\r />]".encode(),
    re.IGNORECASE,
)

Cut = tuple[int, int, str]  # from where to where of a text, and what to write instead


@dataclass(frozen=True, kw_only=True)
class Flattened:
    """Markup that nests no deeper than twice `NEAR`, and what was left out for that."""

    text: str
    too_deep: int = 0  # elements whose tags are gone; their text stays
    left_open: int = 0  # formatting elements that blocks left open
    too_many: int = 0  # elements that are gone with what they hold
    roots: int = 0  # repeated `<html>` and `<body>` tags
    unseen: int = 0  # tags that nobody looked at, which are gone with the text between them


def flattened(text: str, encoded: bytes | None = None) -> Flattened:
    """The markup without the elements that are too deep or too many; the very same text where none is.

    `encoded`: the same in UTF-8, for who has it: counting in it is faster.
    """
    if not _is_suspect(text.encode("utf-8", "surrogatepass") if encoded is None else encoded):
        return Flattened(text=text)
    text, unseen = _shortened(text)
    nesting = Nesting(text)
    why = _reasons(nesting)
    roots: list[Cut] = [(*run, "") for run in nesting.root_runs]
    if not roots and not any(why):
        return Flattened(text=text, unseen=unseen)
    # One after the other: a page may have a hundred thousand, and all of them take more than its tree.
    cuts = merge(_openings(nesting, why), sorted([*_closings(nesting, why), *roots]))
    return Flattened(
        text=_without(text, cuts),
        too_deep=why.count(_TOO_DEEP),
        left_open=why.count(_LEFT_OPEN),
        too_many=why.count(_TOO_MANY) + why.count(_SURPLUS),
        roots=max(0, nesting.roots - MOST_ROOTS) if roots else 0,
        unseen=unseen,
    )


def _shortened(text: str) -> tuple[str, int]:
    """The text to its first tags and from its last ones on, where it has too many to look at each; and how
    many were left out."""
    tags = text.count("<")
    if tags <= MOST_TAGS:
        return text, 0
    end, start = -1, len(text)
    for _ in range(_FIRST):
        end = text.find("<", end + 1)
    for _ in range(_LAST):
        start = text.rfind("<", 0, start)
    return text[:end] + text[start:], tags - _FIRST - _LAST + 1


def _is_suspect(markup: bytes) -> bool:
    tags = stringzilla.count(markup, b"<")
    if tags <= _FEW_OPEN:
        return False
    if tags > FEW:
        closing = stringzilla.count(markup, b"</")
        if tags - closing > FEW or 2 * closing - tags > FEW:
            return True
    slashes = _FORMATTING_TAG.findall(markup)
    return len(slashes) - 2 * slashes.count(b"/") > _FEW_FORMATTING


def _reasons(nesting: Nesting) -> bytearray:
    """By element: why it goes, 0 for those that stay."""
    why = bytearray(len(nesting.start))
    for number in nesting.left_open if nesting.copies > _MOST_COPIES else ():
        why[number] = _LEFT_OPEN
    for number, depth in enumerate(nesting.depth):
        if depth > NEAR and nesting.height[number] > NEAR:
            why[number] = _TOO_DEEP
    if why.count(0) > MOST:
        size = len(nesting.text.encode("utf-8", "surrogatepass"))
        _thin_out(nesting, why, max(MOST, size // BYTES_EACH))
    return why


def _thin_out(nesting: Nesting, why: bytearray, most: int) -> None:
    """Marks like elements side by side until no more than `most` stay; then whatever is too many."""
    side_by_side = iter(_SIDE_BY_SIDE)
    while why.count(0) > most and (alike := next(side_by_side, None)):
        until = 0
        for number, start in enumerate(nesting.start):
            if start < until:
                why[number] = _WITHIN
            elif nesting.rank[number] >= alike and not nesting.last[number]:
                why[number] = _TOO_MANY
                until = nesting.until[number]
    left = most
    for number, reason in enumerate(why):
        if not reason:
            left -= 1
            if left < 0:  # of a script the tags alone would leave its text
                why[number] = _TOO_MANY if nesting.kind[number].is_raw else _SURPLUS


def _openings(nesting: Nesting, why: bytearray) -> Iterator[Cut]:
    """The opening tags to leave out, with their content where that goes too; what adjoins is one cut."""
    first = last = -1
    for number, reason in enumerate(why):
        if not reason or reason == _WITHIN:
            continue
        start = nesting.start[number]
        if start != last:
            if first >= 0:
                yield first, last, ""
            first = start
        last = nesting.until[number] if reason == _TOO_MANY else nesting.end[number]
    if first >= 0:
        yield first, last, ""


def _closings(nesting: Nesting, why: bytearray) -> Iterator[Cut]:
    """The closing tags of elements of which only the tags go.

    What they close besides, and stays, gets closing tags of its own instead.
    """
    unclosed = _unclosed(nesting, why)
    first = last = -1
    for number in range(len(why) - 1, -1, -1):  # from within outwards, as they stand in the text
        if not nesting.is_closed[number] or why[number] not in (_TOO_DEEP, _LEFT_OPEN, _SURPLUS):
            continue
        start = nesting.closing(number)
        end, inner = nesting.until[number], unclosed.get(number)
        if inner:
            yield start, end, "".join(f"</{nesting.kind[one].name}>" for one in reversed(inner))
            continue
        if start != last:
            if first >= 0:
                yield first, last, ""
            first = start
        last = end
    if first >= 0:
        yield first, last, ""


def _unclosed(nesting: Nesting, why: bytearray) -> dict[int, list[int]]:
    """The elements that stay and have no closing tag but that of one that goes, by that one."""
    found: dict[int, list[int]] = {}
    for number, closer in enumerate(nesting.closer):
        if closer >= 0 and why[closer] and not why[number]:
            found.setdefault(closer, []).append(number)
    return found


def _without(text: str, cuts: Iterable[Cut]) -> str:
    """The text with these runs, in the order of the text, replaced."""
    kept, done = StringIO(newline=""), 0
    for start, end, instead in cuts:
        if start >= done:
            kept.write(text[done:start])
            kept.write(instead)
            done = end
    kept.write(text[done:])
    return kept.getvalue()
