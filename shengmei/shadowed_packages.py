"""Notices when one of our packages' names is somebody else's module, which Python then imports instead."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

PACKAGES = ("shengmei", "crawler", "indexer", "search_cli")
HOME = Path(__file__).resolve().parent.parent  # the directory that all four packages stand in


def foreign_packages() -> dict[str, str | None]:
    """The names that are not ours, and the files that Python finds for them; None where it finds no file."""
    found = {name: _origin(name) for name in PACKAGES}
    return {name: origin for name, origin in found.items() if not _is_ours(name, origin)}


def complaint(foreign: dict[str, str | None]) -> str:
    """One line that says what is in the way of which package, and what to do."""
    said = ", ".join(f"{name} is {origin or 'not to be found'}" for name, origin in foreign.items())
    return (
        f"{said}, not the package of shengmei in {HOME}: rename it, take its folder out of PYTHONPATH or the "
        "working directory, or install shengmei in an environment of its own"
    )


def _origin(name: str) -> str | None:
    """The file or folder of the module that is loaded by this name, or would be."""
    spec = getattr(sys.modules.get(name), "__spec__", None) or _found(name)
    if spec is None:
        return None
    return spec.origin or next(iter(spec.submodule_search_locations or ()), None)


def _found(name: str) -> ModuleSpec | None:
    """As `importlib.util.find_spec`, which takes longer to import than to ask: every command looks here."""
    specs = (finder.find_spec(name, None, None) for finder in sys.meta_path)
    return next(filter(None, specs), None)


def _is_ours(name: str, origin: str | None) -> bool:
    return origin is not None and Path(origin).resolve() == HOME / name / "__init__.py"
