"""Which files of the four packages import each other in a circle.

Every import counts: those for type checkers and those inside functions too, because a reader of one file has
to know the other as well.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("shengmei", "crawler", "indexer", "search_cli")


def files(root: Path = ROOT) -> dict[str, Path]:
    """The files of the packages, by the names under which they are imported."""
    found = (path for package in PACKAGES for path in (root / package).rglob("*.py"))
    return {_name(path.relative_to(root)): path for path in found}


def _name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(modules: Mapping[str, Path]) -> dict[str, set[str]]:
    """For each file the others of these that it imports."""
    return {
        name: {one for one in _imported(name, path, modules) if one != name} for name, path in modules.items()
    }


def _imported(name: str, path: Path, modules: Mapping[str, Path]) -> Iterator[str]:
    package = name if path.stem == "__init__" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                # `from crawler.pages import families` is the file families, if there is one.
                wanted = f"{base}.{alias.name}"
                yield from [one for one in (wanted, base) if one in modules][:1]


def circle(edges: Mapping[str, set[str]]) -> list[str]:
    """The files of one circle, the first again at the end; [] where there is none."""
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []
