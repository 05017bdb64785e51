"""Whether a worker has the same code and data files as who asks it: else it would give other results."""

from __future__ import annotations

import hashlib
import platform
import threading
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from shengmei.tasks.running import TasksError
from shengmei.version import VERSION

Result = TypeVar("Result")

_PACKAGES = ("shengmei", "crawler", "indexer")
_NOT_CODE = (".pyc", ".po", ".mo")
# A worker of several threads runs one task at a time in each process: what pages are read with is not made
# for threads, and they would wait for each other anyway.
_ONE_AT_A_TIME = threading.Lock()


@cache
def code_digest() -> str:
    """`0.2.0 5f3a…`: the version, and a digest of all files that tasks run or read."""
    known = hashlib.sha256()
    for package in _PACKAGES:
        spec = find_spec(package)
        for folder in sorted(spec.submodule_search_locations or ()) if spec else ():
            for path in sorted(Path(folder).rglob("*")):
                if path.is_file() and path.suffix not in _NOT_CODE:
                    name = path.relative_to(folder).as_posix()
                    known.update(f"{package}/{name}\0".encode())
                    known.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{VERSION} {known.hexdigest()[:16]}"


def identity(alike: Callable[[], str]) -> tuple[str, str]:
    """What must be the same here and there: the code, and what `alike` tells."""
    return code_digest(), alike()


def run_alike(
    expected: tuple[str, str],
    alike: Callable[[], str],
    function: Callable[..., Result],
    *arguments: Any,
) -> Result:
    """In a worker: runs the function, unless this worker is of another version. Raises `TasksError`."""
    if problem := difference(platform.node(), identity(alike), expected):
        raise TasksError(problem)
    with _ONE_AT_A_TIME:
        return function(*arguments)


def difference(worker: str, there: tuple[str, str], here: tuple[str, str]) -> str | None:
    """What a worker has otherwise, in one line; None where it has all the same."""
    if there[0] != here[0]:
        return f"worker {worker} runs shengmei {there[0]}, this is {here[0]}: install the same on both"
    if there[1] != here[1]:
        return f"worker {worker} has other outlets than this machine: put the same site files there"
    return None
