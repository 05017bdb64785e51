"""From a name that somebody types to the places that it can mean."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from shengmei.places.gazetteer import Unit, all_units, meant_by


def full_names(name: str) -> tuple[str, ...]:
    """`武汉`, `武汉市` and `湖北武汉` give 湖北省武汉市; `襄阳` 湖北省襄樊市 too, as it was called before.

    A name of several places gives each, one of none nothing.
    """
    units = meant_by(name, _by_any_name().get(name, ()))
    before = tuple(other for one in units for other in _former_names().get(one.path, ()))
    return tuple(dict.fromkeys(one.full_name for one in (*units, *before)))


def short_names(name: str) -> tuple[str, ...]:
    """`湖北省` gives 湖北, `内蒙古自治区` 内蒙古, `湘西州` 湘西; nothing what names no place."""
    known = _by_any_name()
    units = known.get(name) or known.get(name.removesuffix("州"), ())
    return tuple(dict.fromkeys(one.short for one in units))


@cache
def _by_any_name() -> dict[str, tuple[Unit, ...]]:
    """Units by full and short name, alone or behind those of the units that they lie in."""
    shorts = {one.path: one.short for one in all_units()}
    found: dict[str, dict[Unit, None]] = defaultdict(dict)
    for one in all_units():
        short = tuple(shorts.get(one.path[:end], one.path[end - 1]) for end in range(1, len(one.path) + 1))
        for start in range(len(one.path)):
            found["".join(one.path[start:])][one] = None
            found["".join(short[start:])][one] = None
    return {name: tuple(units) for name, units in found.items()}


@cache
def _former_names() -> dict[tuple[str, ...], tuple[Unit, ...]]:
    """By the path of a unit of today those that it had before."""
    found: dict[tuple[str, ...], list[Unit]] = defaultdict(list)
    for one in all_units():
        if one.now:
            found[one.now].append(one)
    return {path: tuple(units) for path, units in found.items()}
