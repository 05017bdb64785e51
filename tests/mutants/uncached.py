"""A pytest plugin for mutation runs: every test computes anew what functions of the project keep in a cache.

mutmut tries a mutant against the tests that call its function; behind a cache only the first test would.
"""

from __future__ import annotations

import sys

from tests.mutants.measure import PACKAGES


def pytest_runtest_setup() -> None:
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in PACKAGES:
            for value in list(vars(module).values()):
                if callable(clear := getattr(value, "cache_clear", None)):
                    clear()
