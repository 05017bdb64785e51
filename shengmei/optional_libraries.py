"""Libraries that only some commands need: the extras of pyproject.toml."""

from __future__ import annotations

from importlib.util import find_spec

from shengmei.console.translation import message
from shengmei.problems import UsageProblem


def require(what: str, extra: str, *modules: str) -> None:
    """Raises `UsageProblem` with the way to install what is missing; imports nothing."""
    missing = [name for name in modules if find_spec(name) is None]
    if missing:
        raise UsageProblem(
            message(
                "{what} needs {missing}: pip install 'shengmei[{extra}]'",
                what=what,
                missing=", ".join(missing),
                extra=extra,
            )
        )
