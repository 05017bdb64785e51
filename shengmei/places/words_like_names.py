"""Names of places that are words too, 日照, 和平, 城区: something must say that a place is meant."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from shengmei.places.gazetteer import Unit, of_today
from shengmei.places.words import kind_and_count

_LISTS: dict[str, str] = json.loads(
    files("shengmei.places").joinpath("words_like_names.json").read_text("utf-8")
)


def _list(name: str) -> frozenset[str]:
    return frozenset(_LISTS[name].split())


# Short names that a text has as words, or as names of mountains and waters, more often.
_WORDS = _list("short_names")
# Short names that a dictionary has as words of other kinds, but that texts have for the place.
_NO_WORDS = _list("short_names_after_all")
# Full names that are words too: they name a place only behind the one they lie in.
_FULL_NAMES = _list("full_names")
_PLACES = ("ns", "nz", "")  # kinds of words: names of places, other names, no word at all
_COMMON = 100  # a word that a dictionary has as often is read as that word


@cache
def is_word(name: str, units: tuple[Unit, ...]) -> bool:
    """Whether a name of these units is a word too."""
    if name in _WORDS or is_full_name_and_word(name):
        return True
    if name in _NO_WORDS or any(name == one.name for one in units):
        return False
    units = of_today(units)
    is_former, is_county = units[0].last is not None, min(one.level for one in units) == 3
    kind, count = kind_and_count(name)
    if is_former:
        return is_county or kind not in _PLACES  # 渡口 was a city, 清江 another
    if not is_county:
        return False
    if kind not in _PLACES:
        return count >= _COMMON
    return _is_water(name, units) or (kind != "ns" and all(one.name.endswith("区") for one in units))


def is_full_name_and_word(name: str) -> bool:
    """`城区`"""
    return name in _FULL_NAMES


def _is_water(name: str, units: tuple[Unit, ...]) -> bool:
    """Districts are called after lakes and rivers, of which more is written: 西湖, 珠江."""
    return name.endswith(tuple("江河湖海溪潭")) and not any(one.name.endswith("市") for one in units)
