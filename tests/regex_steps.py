"""How many steps a regular expression takes on a text, counted as `re` goes about it: backtracking.

Seconds are another number on every machine; steps are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from re import _constants as sre  # the parser of re itself
from re import _parser as sre_parse
from typing import Any

MOST_STEPS = 200_000
_Go = Callable[[int], bool]
SINGLE = (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN)
REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)


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
        while place < len(parts) and parts[place][0] in SINGLE:
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
        if operation in REPEATS:
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
        if len(parts) == 1 and parts[0][0] in SINGLE:
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
        one = re._compiler.compile(sre_parse.SubPattern(state, [part]), self.flags)
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
