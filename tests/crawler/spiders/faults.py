"""A crawl in a process of its own in which one function of its way raises for one address."""

from __future__ import annotations

import functools
import importlib
import inspect
import os
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.program import SERVER, _run

FAULT = "a fault of our own"


def crawl_with_fault(
    seam: str, marked: str, times: int, *arguments: str, timeout: int = 120, **variables: str
):
    """Runs the command while the function at `seam` (`module:Class.method`) raises the first `times` that
    `marked` stands in what it is given; what it printed and its exit code."""
    environment = {**os.environ, "SHENGMEI_CONFIG": os.devnull, **variables}
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        given = (seam, marked, times, arguments, environment, str(out), str(err))
        process = SERVER.Process(target=_faulty, args=given)
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(arguments, timeout)
        said = [path.read_text(encoding="utf-8") if path.exists() else "" for path in (out, err)]
    return subprocess.CompletedProcess(["shengmei", *arguments], process.exitcode, *said)


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
    _run(arguments, environment, *out)


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
