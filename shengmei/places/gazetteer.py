"""The gazetteer: provinces, prefectures and counties by the names that texts give them.

Its rows are in gazetteer.tsv, whose sources stand in make_tables.py: the codes of GB/T 2260 of each year from
1980 to 2024, and what was founded and abolished until April 2026.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

_TABLE = files("shengmei.places").joinpath("gazetteer.tsv")
# A short name that the seat of a province shares means the seat: 西安 is not 西安区.
# fmt: off
_SEATS = frozenset((
    "石家庄", "太原", "呼和浩特", "沈阳", "长春", "哈尔滨", "南京", "杭州", "合肥", "福州", "南昌",
    "济南", "郑州", "武汉", "长沙", "广州", "南宁", "海口", "成都", "贵阳", "昆明", "拉萨", "西安",
    "兰州", "西宁", "银川", "乌鲁木齐",
))
# fmt: on
_DIRECTIONS = tuple("左右前后中东西南北")  # 苏尼特右 of 苏尼特右旗 is nobody's name for it


@dataclass(frozen=True, kw_only=True, eq=False)
class Unit:
    """A province (level 1), a prefecture (2), or a county, district or banner (3), under one of its names.
    There is one object for each row of the table, so they are compared by what they are."""

    level: int
    path: tuple[str, ...]  # full names from the province down: 湖北省, 武汉市, 洪山区
    short: str  # 洪山
    first: int  # year; 1980 is as far as the table goes back
    last: int | None = None  # year; None: it is there today
    now: tuple[str, ...] = ()  # of a renamed one: the path of what it is today, 湖北省, 襄阳市

    @property
    def name(self) -> str:
        return self.path[-1]

    @cached_property
    def full_name(self) -> str:
        """`湖北省武汉市洪山区`"""
        return "".join(self.path)

    @cached_property
    def above(self) -> tuple[str, ...]:
        """The units that it lies in, written in full, from the province down: 湖北省, 湖北省武汉市."""
        return tuple("".join(self.path[:end]) for end in range(1, len(self.path)))

    def lies_in(self, other: Unit) -> bool:
        return len(self.path) > len(other.path) and other.full_name in self.above


def by_full_name() -> dict[str, tuple[Unit, ...]]:
    """Units by full name, and by what ends in a short one: 黔东南州, 本溪县."""
    return _names()[0]


def by_short_name() -> dict[str, tuple[Unit, ...]]:
    """Units by short name: 朝阳 has five."""
    return _names()[1]


def names_begin(text: str) -> list[int]:
    """Where a name begins in a text, as a word or across the border of two."""
    may_begin, goes_on = _beginnings()
    found = (one.start() for one in may_begin.finditer(text))
    return [at for at in found if text.startswith(goes_on.get(text[at : at + 2], ()), at + 2)]


@cache
def _beginnings() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """A pattern of what names may begin with, which is fast, and by the first two characters of names what
    follows them: nothing, for a name of two."""
    goes_on: dict[str, list[str]] = {}
    for names in _names():
        for name in names:
            goes_on.setdefault(name[:2], []).append(name[2:])
    first, second = ("".join(sorted({head[at] for head in goes_on})) for at in (0, 1))
    return re.compile(f"[{first}](?=[{second}])"), {head: tuple(rest) for head, rest in goes_on.items()}


def of_today(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Those that are there today; the former ones, the last of a name, where none is."""
    today = tuple(one for one in units if one.last is None)
    if today:
        return today
    latest = {}
    for one in sorted(units, key=lambda one: one.last or 0):
        latest[one.path[0], one.name] = one
    return tuple(latest.values())


@cache
def meant_by(name: str, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """What a name can mean: units of today before former ones, a province or its seat before all others, and
    of those that lie in another one of the name only that one."""
    units = of_today(units)
    if name in _SEATS or any(one.level == 1 for one in units):
        highest = min(one.level for one in units)
        units = tuple(one for one in units if one.level == highest)
    return tuple(one for one in units if not any(one.lies_in(other) for other in units))


@cache
def _names() -> tuple[dict[str, tuple[Unit, ...]], dict[str, tuple[Unit, ...]]]:
    full: dict[str, list[Unit]] = defaultdict(list)
    short: dict[str, list[Unit]] = defaultdict(list)
    for one in all_units():
        full[one.name].append(one)
        if len(one.short) > 1 and not (one.name.endswith("旗") and one.short.endswith(_DIRECTIONS)):
            short[one.short].append(one)
    given = frozenset(full)
    for one in all_units():
        if (middle := _middle_name(one)) and middle not in given:
            full[middle].append(one)
    return _frozen(full), _frozen(short)


def _frozen(units: dict[str, list[Unit]]) -> dict[str, tuple[Unit, ...]]:
    return {name: tuple(found) for name, found in units.items()}


def _middle_name(one: Unit) -> str | None:
    """`黔东南州` of 黔东南苗族侗族自治州, `本溪县` of 本溪满族自治县."""
    if len(one.short) < 2:
        return None
    kinds = ("自治州", "自治县", "自治旗")
    return one.short + one.name[-1] if one.name.endswith(kinds) and one.short != one.name else None


@cache
def all_units() -> tuple[Unit, ...]:
    """Every unit under each of its names, in the order of the table."""
    lines = _TABLE.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(_unit(*line.split("\t")) for line in lines)


def _unit(level: str, path: str, short: str, first: str, last: str, now: str) -> Unit:
    return Unit(
        level=int(level),
        path=tuple(path.split("/")),
        short=short,
        first=int(first),
        last=int(last) if last else None,
        now=tuple(now.split("/")) if now else (),
    )
