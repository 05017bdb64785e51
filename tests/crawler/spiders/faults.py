"""A crawl in a process of its own in which one function of its way raises for one address."""

from __future__ import annotations

import functools
import importlib
import inspect
from collections.abc import Callable, Mapping
from typing import Any

from tests.program import in_a_process, run_command

FAULT = "a fault of our own"


def crawl_with_fault(
    seam: str, marked: str, times: int, *arguments: str, timeout: int = 120, **variables: str
):
    """Runs the command while the function at `seam` (`module:Class.method`) raises the first `times` that
    `marked` stands in what it is given; what it printed and its exit code."""
    return in_a_process(_faulty, (seam, marked, times), arguments, variables, timeout)


def _faulty(
    seam: str, marked: str, times: int, arguments: tuple[str, ...], environment: Mapping[str, str], *out: str
) -> None:
    """In the forked process."""
    module, _, path = seam.partition(":")
    owner: Any = importlib.import_module(module)
    *within, name = path.split(".")
    for one in within:
        owner = getattr(owner, one)
    raised = 0

    def check(*given: object) -> None:
        nonlocal raised
        if raised < times and marked in repr(given):
            raised += 1
            raise RuntimeError(FAULT)

    setattr(owner, name, _checked(inspect.getattr_static(owner, name), check))
    run_command(arguments, environment, *out)


def _checked(found: Any, check: Callable[..., None]) -> Any:
    if isinstance(found, (staticmethod, classmethod)):
        return type(found)(_checked(found.__func__, check))
    if inspect.iscoroutinefunction(found):

        @functools.wraps(found)
        async def later(*given: Any, **named: Any) -> Any:
            check(given, named)
            return await found(*given, **named)

        return later

    @functools.wraps(found)
    def call(*given: Any, **named: Any) -> Any:
        check(given, named)
        return found(*given, **named)

    return call
