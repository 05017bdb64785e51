"""A pytest plugin for mutation runs: what functions of the project keep in a cache is computed anew.

Before every test of the run that finds out which test calls which function: behind a cache only the first
would. Once for a mutant, as each is tried in a process of its own, which may have inherited the caches.
"""

from __future__ import annotations

import os
import sys

from tests.mutants.measure import PACKAGES

_cleared_in: set[int] = set()  # processes


def pytest_runtest_setup() -> None:
    if os.environ.get("MUTANT_UNDER_TEST") != "stats" and os.getpid() in _cleared_in:
        return
    _cleared_in.add(os.getpid())
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in PACKAGES:
            for value in list(vars(module).values()):
                if callable(clear := getattr(value, "cache_clear", None)):
                    clear()
