"""Every regular expression that the packages compile when they are imported, or say where they use it, and
how it is used: `search` (at every place of a text), `match` or `fullmatch` (at its beginning)."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

PACKAGES = ("shengmei", "crawler", "indexer", "search_cli")
_ROOT = Path(__file__).parent.parent
_AT_EVERY_PLACE = frozenset(("search", "finditer", "findall", "sub", "subn", "split"))
_AT_THE_BEGINNING = frozenset(("match", "fullmatch"))


class Used(NamedTuple):
    """A pattern, where it stands, and how it is used."""

    where: str  # `crawler.normalise.text._SERIES`, or the pattern itself where it stands in a call
    pattern: re.Pattern[str]
    how: str


def used_patterns() -> list[Used]:
    """All of them, each once for each way in which it is used."""
    modules = list(_modules())
    ways: dict[tuple[str, str], set[str]] = defaultdict(set)  # by module ("" for any) and name
    inline: dict[tuple[str, str], re.Pattern[str]] = {}
    for module in modules:
        tree = ast.parse(inspect.getsource(module))
        for name, way in _uses(tree):
            ways[module.__name__, name].add(way)
            ways["", name].add(way)
        for way, pattern in _said_in_calls(tree):
            inline[pattern.pattern, way] = pattern
    found: dict[tuple[str, int, str], Used] = {}
    for module in modules:
        for name, pattern in _constants(module):
            # One that is only handed on may be used in any way.
            own = ways.get((module.__name__, name), set())
            others = set() if name.startswith("_") and own else ways.get(("", name), set())
            for way in sorted(own | others or {"search"}):
                where = f"{module.__name__}.{name}"
                found.setdefault((pattern.pattern, pattern.flags, way), Used(where, pattern, way))
    for (said, way), pattern in inline.items():
        found.setdefault((said, pattern.flags, way), Used(said, pattern, way))
    return sorted(found.values(), key=lambda one: one.where)


def _modules() -> Iterator[ModuleType]:
    for package in PACKAGES:
        for path in sorted((_ROOT / package).rglob("*.py")):
            parts = path.relative_to(_ROOT).with_suffix("").parts
            if "migrations" not in parts and parts[-1] not in ("__main__", "__init__"):
                yield importlib.import_module(".".join(parts))


def _constants(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns of a module by the name of the constant that holds them, alone or with others."""
    classes = [one for one in vars(module).values() if inspect.isclass(one)]
    for holder in (module, *(one for one in classes if one.__module__ == module.__name__)):
        for name, value in vars(holder).items():
            if not name.startswith("__"):
                yield from ((name, one) for one in _patterns_in(value, 3))


def _patterns_in(value: object, deep: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif deep and isinstance(value, Mapping):
        for one in value.values():
            yield from _patterns_in(one, deep - 1)
    elif deep and isinstance(value, tuple | list | frozenset | set):
        for one in value:
            yield from _patterns_in(one, deep - 1)


def _uses(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """`_TAG.search(text)` gives `("_TAG", "search")`; also where the method itself is handed on."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (way := _way(node.attr)):
            holder = node.value
            if isinstance(holder, ast.Name):
                yield holder.id, way
            elif isinstance(holder, ast.Attribute):
                yield holder.attr, way


def _way(method: str) -> str | None:
    if method in _AT_EVERY_PLACE:
        return "search"
    return method if method in _AT_THE_BEGINNING else None


def _said_in_calls(tree: ast.AST) -> Iterator[tuple[str, re.Pattern[str]]]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and (way := _way(node.func.attr))
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
        ):
            yield way, re.compile(node.args[0].value)
