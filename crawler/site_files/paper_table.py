"""The newspapers of crawler/sites/newspapers.tsv: a line each, which is a site like those of the site files.

    id  name  province  city  edition  path  year  source
    lhrb  漯河日报  河南  漯河  http://rb.lhrb.com.cn/html/%Y-%m/%d/node_1.htm    2023  newscrapy

`edition` is the address of a day's first page, in which %Y, %m and %d stand for the day. `path` says how the
paper's paths begin, where its host serves other outlets too. Lines that begin with # say something to people.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from crawler.pages.families.newspapers.paper import Newspaper
from crawler.site import Reference, Site

TABLE = Path(__file__).parents[1] / "sites" / "newspapers.tsv"
COLUMNS = ("id", "name", "province", "city", "edition", "path", "year", "source")
_NEEDED = ("id", "name", "edition", "year", "source")


def read_paper_table(file: Path = TABLE) -> tuple[Site, ...]:
    """A site for each line; raises `ValueError` that names file, line and what is wrong there."""
    return tuple(_sites(file))


def _sites(file: Path) -> Iterator[Site]:
    lines = _text(file).splitlines()
    shown = f"{file.parent.parent.name}/{file.parent.name}/{file.name}"
    if tuple(lines[0].split("\t")) != COLUMNS:
        raise ValueError(f"{shown}, line 1: the columns are {' '.join(COLUMNS)}")
    seen: dict[str, int] = {}
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        values = line.split("\t")
        try:
            if len(values) != len(COLUMNS):
                raise ValueError(f"{len(values)} columns instead of {len(COLUMNS)}")
            one = _site(dict(zip(COLUMNS, values, strict=True)))
            if one.id in seen:
                raise ValueError(f"line {seen[one.id]} has the id {one.id!r} too")
        except ValueError as error:
            raise ValueError(f"{shown}, line {number}: {error}") from error
        seen[one.id] = number
        yield one


def _text(file: Path) -> str:
    if file == TABLE:  # by the loader: the program may run out of an egg
        return (pkgutil.get_data("crawler.sites", "newspapers.tsv") or b"").decode()
    return file.read_text(encoding="utf-8")


def _site(row: Mapping[str, str]) -> Site:
    if lacking := [name for name in _NEEDED if not row[name].strip()]:
        raise ValueError(f"no {lacking[0]}")
    address = urlsplit(row["edition"])
    if address.scheme not in ("http", "https") or not address.hostname:
        raise ValueError(f"{row['edition']!r} is no http address")
    if row["path"] and not address.path.startswith(row["path"]):
        raise ValueError(f"the edition's address does not begin with the path {row['path']!r}")
    return Site(
        id=row["id"],
        name=row["name"],
        province=row["province"] or None,
        city=row["city"] or None,
        organisation=row["name"],
        domains=(address.hostname,),
        paths=(row["path"],) if row["path"] else (),
        paper=Newspaper(editions=(row["edition"],)),
        references=(Reference(year=int(row["year"]), source=row["source"]),),
    )
