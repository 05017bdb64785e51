"""How the steps of a regular expression grow with its text, tried on texts made to hurt it: 2 where twice the
text takes twice the steps, 4 for its square."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from re import _constants as sre  # the parser of re itself
from typing import Any

from crawler.site_files.pattern_check import _character, _inside, _sample
from tests.regex_steps import REPEATS, SINGLE, Steps, TooMany

_USUAL = "a1_-./ \u3000：（王年|<\n"  # what classes of the package's patterns have in common
# Times that a piece is repeated, and how much the steps must grow to be looked at further: what has an end,
# as `{0,40}`, grows at first too.
_STAGES = ((12, 2.3), (50, 2.6), (150, 3.0))


def growth(pattern: re.Pattern[str], how: str) -> tuple[float, str]:
    """How much more steps twice the text takes, at worst, and the piece of which that text is made. `how`: as
    it is used, `search`, `match` or `fullmatch`."""
    steps = Steps(pattern)
    worst = (0.0, "")
    if not _may_grow(steps.parsed, how):
        return worst
    for before, piece, behind in _texts(steps.parsed):
        for times, least in _STAGES:
            grown = _grown(steps, how, before, piece, behind, times)
            if grown < least:
                break
        worst = max(worst, (grown, f"{before}({piece})*{behind}"))
        if grown > 3:
            break
    return worst


def _may_grow(parsed: Any, how: str) -> bool:
    """Whether there is anything to try: without a repeat that has no end each start takes so many steps at
    most, and a single one of one character ends at most once at each."""
    endless = list(_endless(parsed))
    return len(endless) > (how != "search") or any(
        len(body) != 1 or body[0][0] not in SINGLE for body in endless
    )


def _endless(parsed: Any) -> Iterator[Any]:
    """What is repeated without a bound that counts: of what has several characters a dozen ways are many."""
    for operation, argument in parsed:
        if operation in REPEATS:
            is_single = len(argument[2]) == 1 and argument[2][0][0] in SINGLE
            if argument[1] > (_STAGES[-1] if is_single else _STAGES[0])[0]:
                yield argument[2]
        for inner in _parts(operation, argument):
            yield from _endless(inner)


def _grown(steps: Steps, how: str, before: str, piece: str, behind: str, times: int) -> float:
    taken: list[int] = []
    for text in (before + piece * times + behind, before + piece * 2 * times + behind):
        try:
            taken.append(
                steps.search(text) if how == "search" else steps.match(text, whole=how == "fullmatch")
            )
        except TooMany:
            return math.inf
    return taken[1] / max(1, taken[0])


def _texts(parsed: Any) -> Iterator[tuple[str, str, str]]:
    """What stands before, what is repeated, and what stands behind: made of what the pattern itself says."""
    whole = _sample(parsed, None, 1)
    characters = dict.fromkeys((*_USUAL, *whole, *_characters(parsed)))
    beginnings = dict.fromkeys(("", *(whole[:end] for end in range(1, min(len(whole), 6) + 1)), whole))
    pieces = dict.fromkeys((*characters, *(one for one in beginnings if one), *_bodies(parsed)))
    for before in ("", whole[:1], whole[: len(whole) // 2]):
        for piece in pieces:
            yield before, piece, "\x00"


def _characters(parsed: Any) -> Iterator[str]:
    for operation, argument in parsed:
        if one := _character(operation, argument):
            yield one
        for inner in _parts(operation, argument):
            yield from _characters(inner)


def _bodies(parsed: Any) -> Iterator[str]:
    """Of each repeated part a text that it matches."""
    for operation, argument in parsed:
        if operation in REPEATS and (body := _sample(argument[2], None, 1)):
            yield body
        for inner in _parts(operation, argument):
            yield from _bodies(inner)


def _parts(operation: Any, argument: Any) -> tuple[Any, ...]:
    if operation in (sre.ASSERT, sre.ASSERT_NOT):
        return (argument[1],)
    return tuple(_inside(operation, argument))
