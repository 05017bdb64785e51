"""How many steps a regular expression takes on a text, counted as `re` goes about it: backtracking.

Seconds are another number on every machine; steps are not. `growth` tries a pattern on texts made to hurt it
and says how the steps grow with their length: 2 where twice the text takes twice the steps, 4 for its square.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from re import _constants as sre  # the parser of re itself
from re import _parser as sre_parse
from typing import Any

from crawler.site_files.pattern_check import _character, _inside, _sample

MOST_STEPS = 500_000
_USUAL = "a1_-./ \u3000：（王年|<\n"  # what classes of the package's patterns have in common
# Times that a piece is repeated, and how much the steps must grow to be looked at further: what has an end,
# as `{0,40}`, grows at first too.
_STAGES = ((12, 2.3), (50, 2.6), (150, 3.0))
_Go = Callable[[int], bool]
_SINGLE = (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN)
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)


class TooMany(Exception):
    """More than `MOST_STEPS`."""


class Steps:
    """A pattern on one text: `search` and `match` return how many steps they take."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.flags = pattern.flags
        self.parsed = sre_parse.parse(pattern.pattern, pattern.flags)
        self._tests: dict[int, Callable[[str], bool]] = {}
        self._keep: list[Any] = []
        self._groups: dict[int, str] = {}

    def search(self, text: str) -> int:
        """Of all matches, as `finditer` finds them."""
        self._begin(text)
        start = 0
        while start <= len(text):
            self._count()
            end = self._from(start)
            if end is not None:
                self.ends.append(end)
            start = start + 1 if end is None or end == start else end
        return self.steps

    def match(self, text: str, *, whole: bool = False) -> int:
        self._begin(text)
        self._from(0, whole=whole)
        return self.steps

    def _begin(self, text: str) -> None:
        self.text, self.steps, self._groups = text, 0, {}
        self.ends: list[int] = []  # where each match of a search ends

    def _count(self, number: int = 1) -> None:
        self.steps += number
        if self.steps > MOST_STEPS:
            raise TooMany

    def _from(self, start: int, *, whole: bool = False) -> int | None:
        ends: list[int] = []

        def done(at: int) -> bool:
            if whole and at < len(self.text):
                return False
            ends.append(at)
            return True

        self._groups.clear()
        return ends[0] if self._go(list(self.parsed), 0, start, done) else None

    def _go(self, parts: list[Any], place: int, at: int, then: _Go) -> bool:
        """Whether the parts from `place` on match at `at`, and `then` whatever follows them."""
        while place < len(parts) and parts[place][0] in _SINGLE:
            self._count()
            if at >= len(self.text) or not self._fits(parts[place], self.text[at]):
                return False
            at, place = at + 1, place + 1
        if place == len(parts):
            return then(at)
        operation, argument = parts[place]
        return self._part(operation, argument, at, lambda end: self._go(parts, place + 1, end, then))

    def _part(self, operation: Any, argument: Any, at: int, then: _Go) -> bool:
        self._count()
        if operation in _REPEATS:
            return self._repeat(operation, argument, at, then)
        if operation is sre.SUBPATTERN:
            return self._group(argument, at, then)
        if operation is sre.BRANCH:
            return any(self._go(list(one), 0, at, then) for one in argument[1])
        if operation is sre.ATOMIC_GROUP:
            end = self._once(argument, at)
            return end is not None and then(end)
        if operation in (sre.ASSERT, sre.ASSERT_NOT):
            direction, inner = argument
            start = at if direction > 0 else at - inner.getwidth()[0]
            holds = start >= 0 and self._once(inner, start) is not None
            return holds is (operation is sre.ASSERT) and then(at)
        if operation is sre.AT:
            return self._is_at(argument, at) and then(at)
        if operation is sre.GROUPREF:
            said = self._groups.get(argument)
            return said is not None and self.text.startswith(said, at) and then(at + len(said))
        if operation is sre.GROUPREF_EXISTS:
            number, yes, no = argument
            return self._go(list((yes if number in self._groups else no) or ()), 0, at, then)
        raise NotImplementedError(operation)

    def _once(self, parts: Any, at: int) -> int | None:
        ends: list[int] = []
        return ends[0] if self._go(list(parts), 0, at, lambda end: not ends.append(end)) else None

    def _group(self, argument: Any, at: int, then: _Go) -> bool:
        number, _, _, inner = argument

        def close(end: int) -> bool:
            before = self._groups.get(number)
            self._groups[number] = self.text[at:end]
            if then(end):
                return True
            if before is None:
                self._groups.pop(number, None)
            else:
                self._groups[number] = before
            return False

        return self._go(list(inner), 0, at, then if number is None else close)

    def _repeat(self, operation: Any, argument: Any, at: int, then: _Go) -> bool:
        least, most, inner = argument
        parts = list(inner)
        if len(parts) == 1 and parts[0][0] in _SINGLE:
            return self._run(operation, least, most, parts[0], at, then)
        if operation is sre.POSSESSIVE_REPEAT:
            for number in range(int(min(most, len(self.text) + 1))):
                end = self._once(parts, at)
                if end is None or (end == at and number >= least):
                    return number >= least and then(at)
                at = end
            return then(at)
        lazy = operation is sre.MIN_REPEAT

        def again(number: int, here: int) -> bool:
            def more() -> bool:
                return number < most and self._go(
                    parts, 0, here, lambda end: (end > here or number < least) and again(number + 1, end)
                )

            if number < least:
                return more()
            return (then(here) or more()) if lazy else (more() or then(here))

        return again(0, at)

    def _run(self, operation: Any, least: int, most: Any, part: Any, at: int, then: _Go) -> bool:
        """A repeated single character, which `re` counts first and then gives back one by one."""
        text, end = self.text, at
        limit = min(len(text), at + int(most)) if most is not sre.MAXREPEAT else len(text)
        if operation is sre.MIN_REPEAT:
            while True:
                self._count()
                if end - at >= least and then(end):
                    return True
                if end >= limit or not self._fits(part, text[end]):
                    return False
                end += 1
        while end < limit and self._fits(part, text[end]):
            end += 1
        self._count(end - at + 1)
        if operation is sre.POSSESSIVE_REPEAT:
            return end - at >= least and then(end)
        while end - at >= least:
            self._count()
            if then(end):
                return True
            end -= 1
        return False

    def _fits(self, part: Any, character: str) -> bool:
        test = self._tests.get(id(part))
        if test is None:
            self._keep.append(part)  # or another one would get its number
            test = self._tests[id(part)] = self._compiled(part)
        return test(character)

    def _compiled(self, part: Any) -> Callable[[str], bool]:
        state = sre_parse.State()
        state.flags, state.str = self.flags, ""
        one = re._compiler.compile(sre_parse.SubPattern(state, [part]), self.flags)  # type: ignore[attr-defined]
        known: dict[str, bool] = {}

        def test(character: str) -> bool:
            if character not in known:
                known[character] = one.match(character) is not None
            return known[character]

        return test

    def _is_at(self, place: Any, at: int) -> bool:
        text, size = self.text, len(self.text)
        if place in (sre.AT_BEGINNING, sre.AT_BEGINNING_STRING):
            starts_line = self.flags & re.MULTILINE and place is sre.AT_BEGINNING
            return at == 0 or bool(starts_line and text[at - 1] == "\n")
        if place is sre.AT_END_STRING:
            return at == size
        if place is sre.AT_END:
            last = at == size or (at == size - 1 and text[at] == "\n")
            return last or bool(self.flags & re.MULTILINE and text[at] == "\n")
        border = (at > 0 and _is_word(text[at - 1])) is not (at < size and _is_word(text[at]))
        return border is (place is sre.AT_BOUNDARY)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


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
        len(body) != 1 or body[0][0] not in _SINGLE for body in endless
    )


def _endless(parsed: Any) -> Iterator[Any]:
    """What is repeated without a bound that counts: of what has several characters a dozen ways are many."""
    for operation, argument in parsed:
        if operation in _REPEATS:
            is_single = len(argument[2]) == 1 and argument[2][0][0] in _SINGLE
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
        if operation in _REPEATS and (body := _sample(argument[2], None, 1)):
            yield body
        for inner in _parts(operation, argument):
            yield from _bodies(inner)


def _parts(operation: Any, argument: Any) -> tuple[Any, ...]:
    if operation in (sre.ASSERT, sre.ASSERT_NOT):
        return (argument[1],)
    return tuple(_inside(operation, argument))
