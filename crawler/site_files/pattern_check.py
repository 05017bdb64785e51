"""Whether a regular expression of a site file can be trusted with addresses: it is one, and never runs away.

A pattern such as `(\\w+/?)*x` tries every way to cut an address before it gives up: with each character more
the time doubles. It is tried on addresses that are made for it, of which each part that may be repeated is
repeated often, and that fail at their end.
"""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterator, Sequence
from re import _constants as sre  # the parser of re itself
from re import _parser as sre_parse
from types import FrameType
from typing import Any

LONGEST = 500  # characters of a pattern
SECONDS = 0.3  # of processor time for one address; a pattern that is in order takes microseconds
_FEW, _MANY = 30, 1_500  # times that a part is repeated: exponential in the one, cubic in the other
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT)
_ENDING = "\n!"
_OF_CATEGORY = {sre.CATEGORY_DIGIT: "1", sre.CATEGORY_WORD: "1", sre.CATEGORY_SPACE: " "}


class _TooSlow(Exception):
    pass


def pattern_problem(pattern: str) -> str | None:
    """What is wrong with a pattern, in words; None for one that is in order."""
    if len(pattern) > LONGEST:
        return f"is longer than {LONGEST} characters"
    try:
        compiled = re.compile(pattern)
        attacks = list(dict.fromkeys(_attacks(sre_parse.parse(pattern))))
    except (re.error, RecursionError, OverflowError) as error:
        return f"is no regular expression: {error}"
    slow = next((attack for attack in attacks if not _ends(compiled, attack)), None)
    return None if slow is None else f"runs away on addresses such as {slow[:60]!r}"


def _attacks(parsed: Any) -> Iterator[str]:
    """An address for each part that may be repeated without end."""
    for place, repeat in enumerate(_unbounded(parsed)):
        for times in (_FEW, _MANY):
            sample = _sample(parsed, repeat, times)
            if place < 20 and len(sample) < 20_000:
                yield f"{sample}{_ENDING}"
                yield f"/{sample}{_ENDING}"


def _unbounded(parsed: Any) -> Iterator[Any]:
    for operation, argument in parsed:
        if operation in _REPEATS and argument[1] == sre.MAXREPEAT:
            yield argument
        for inner in _inside(operation, argument):
            yield from _unbounded(inner)


def _inside(operation: Any, argument: Any) -> Sequence[Any]:
    """The parts of a compound part."""
    if operation in _REPEATS or operation is getattr(sre, "POSSESSIVE_REPEAT", None):
        return (argument[2],)
    if operation is sre.SUBPATTERN:
        return (argument[3],)
    if operation is sre.BRANCH:
        return tuple(argument[1])
    if operation is getattr(sre, "ATOMIC_GROUP", None):
        return (argument,)
    return ()


def _sample(parsed: Any, chosen: Any, times: int) -> str:
    """A text that the pattern matches, with one repeated part as often as asked for, and others once."""
    return "".join(_piece(operation, argument, chosen, times) for operation, argument in parsed)


def _piece(operation: Any, argument: Any, chosen: Any, times: int) -> str:
    if operation in _REPEATS:
        least = times if argument is chosen else max(argument[0], int(argument[1] == sre.MAXREPEAT))
        return _sample(argument[2], chosen, times) * min(least, times)
    if operation is sre.BRANCH:
        holding = (one for one in argument[1] if any(part is chosen for part in _unbounded(one)))
        return _sample(next(holding, argument[1][0]), chosen, times)
    inside = _inside(operation, argument)
    if inside:
        return _sample(inside[0], chosen, times)
    return _character(operation, argument)


def _character(operation: Any, argument: Any) -> str:
    if operation is sre.LITERAL:
        return chr(argument)
    if operation in (sre.ANY, sre.NOT_LITERAL):
        return "1" if argument != ord("1") else "2"
    if operation is sre.IN:
        return _of_set(argument)
    return ""  # a place, an assertion, a reference


def _of_set(members: Any) -> str:
    if members[0][0] is sre.NEGATE:
        return "1"
    for operation, argument in members:
        if operation is sre.CATEGORY and argument in _OF_CATEGORY:
            return _OF_CATEGORY[argument]
    operation, argument = members[0]
    if operation is sre.RANGE:
        return chr(argument[0])
    return chr(argument) if operation is sre.LITERAL else "1"


def _ends(compiled: re.Pattern[str], text: str) -> bool:
    """Whether the search ends in time; True where no timer can be set (another thread, Windows)."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return True
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        compiled.search(text)
    except _TooSlow:
        return False
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return True


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise _TooSlow
