"""The sums in docs/scale.md follow from what it says that one page takes."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

TEXT = (Path(__file__).parent.parent / "docs" / "scale.md").read_text(encoding="utf-8")
PAGES = 100_000_000
A_DAY = (5_000, 50_000, 500_000)
ROUNDED = 0.006  # cells have three digits


def table(*head: str) -> dict[str, list[str]]:
    """The cells of the table whose first columns are called so, by its first column."""
    lines = TEXT.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {' | '.join(head)} |"))
    rows = {}
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        name, *cells = (cell.strip() for cell in line.strip("|").split("|"))
        rows[name] = cells
    return rows


def number(cell: str) -> float:
    return float(cell.replace(",", "")) if cell else 0.0


def assumed(pattern: str) -> int:
    found = re.search(pattern, TEXT)
    assert found
    return int(found[1])


UNITS = {name: (number(ms), number(size)) for name, (ms, size, _) in table("work", "ms", "bytes").items()}
REQUESTS = assumed(r"Assumed: (\d+) requests for each new page")
BODIES = assumed(r"of which (\d+) bring a body")
TIMES = {"fetch": REQUESTS, "read": 1, "index": 1, "ledger": 1}
SIZES = {"archive": BODIES, "keep": 1, "index": 1, "ledger": 1}


def milliseconds(name: str) -> float:
    return UNITS[name][0] * TIMES[name]


def size(name: str) -> float:
    return UNITS[name][1] * SIZES[name]


def same(cells: Sequence[str], expected: Sequence[float]) -> None:
    assert [number(one) for one in cells] == pytest.approx(expected, rel=ROUNDED)


def test_every_unit_has_a_figure_and_each_that_is_summed_is_measured():
    assert all(ms or size for ms, size in UNITS.values())
    assert UNITS.keys() >= TIMES.keys() | SIZES.keys()


def test_100_million_pages():
    rows = table("work", "processor hours", "TB")
    sums = [0.0, 0.0]
    for name, cells in rows.items():
        hours = milliseconds(name) * PAGES / 3.6e6 if name in TIMES else 0.0
        terabytes = size(name) * PAGES / 1e12 if name in SIZES else 0.0
        same(cells, [hours, terabytes] if name != "all" else sums)
        sums = [sums[0] + hours, sums[1] + terabytes]
    assert rows.keys() == {*TIMES, *SIZES, "all"}


def test_what_is_done_again():
    for name, (all_, one) in table(
        "work", "processor hours", "of these in the one process that writes"
    ).items():
        unit = UNITS["ledger" if name == "ledger rebuild" else name][0]
        writes = UNITS.get(f"{name}, who writes", (0.0, 0.0))[0]
        same([all_, one], [unit * PAGES / 3.6e6, writes * PAGES / 3.6e6])


def test_minutes_a_day():
    rows = table("work", "5,000", "50,000", "500,000")
    assert rows.keys() == {*TIMES, "all"}
    for name, cells in rows.items():
        ms = sum(map(milliseconds, TIMES)) if name == "all" else milliseconds(name)
        same(cells, [ms * pages / 60_000 for pages in A_DAY])


def test_gigabytes_a_year():
    rows = table("kept in", "5,000", "50,000", "500,000")
    named = {"archive": "archive", "store": "keep", "index": "index", "ledger": "ledger"}
    assert rows.keys() == named.keys()
    for name, cells in rows.items():
        same(cells, [size(named[name]) * pages * 365 / 1e9 for pages in A_DAY])


def test_what_follows_from_the_tables():
    index = size("index") * PAGES
    ((terabytes, shards),) = re.findall(r"([\d.]+) TB of index at 40 GB a shard are (\d+) shards", TEXT)
    same([terabytes, shards], [index / 1e12, math.ceil(index / 4e10)])
    groups = assumed(r"so (\d+) groups must be busy all day")
    assert groups == pytest.approx(A_DAY[2] * REQUESTS / 86_400, abs=0.5)
    (years,) = re.findall(r"fills a disk of 1 TB in (\d+) years", TEXT)
    assert int(years) == pytest.approx(1000 / (size("archive") * A_DAY[0] * 365 / 1e9), abs=0.5)
