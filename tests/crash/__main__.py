"""Kills at random moments of a simulated year, and its account: `python -m tests.crash --kills 200`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.crash.account import make_account, stored
from tests.crash.kept import differences, kept
from tests.crash.plan import Year, make_year
from tests.crash.year import Kills, live

SHOWN = 40  # lines of what differs


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--keep", type=Path, help="a folder that does not exist, to keep both data directories in"
    )
    given = parser.parse_args()
    year = make_year(given.seed, given.days)
    with tempfile.TemporaryDirectory() as folder:
        place = given.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        wrong = _compare(year, place, given.kills, Random(given.seed))
    for line in wrong[:SHOWN]:
        print(f"WRONG  {line[:2000]}")
    print(f"{len(wrong)} differences" if wrong else "nothing differs")
    return 1 if wrong else 0


def _compare(year: Year, place: Path, number: int, random: Random) -> list[str]:
    began = time.monotonic()
    print(f"{len(year.crawls)} crawls of {len(year.lives)} articles, {len(year.outages)} outages", flush=True)
    took = live(year, place / "undisturbed", say=_say)
    print(f"the undisturbed year took {time.monotonic() - began:.0f} s", flush=True)
    undisturbed = kept(place / "undisturbed")
    wrong = _account(year, place / "undisturbed")
    kills = Kills(number, random, took)
    live(year, place / "killed", kills, say=_say)
    by = ", ".join(f"{count} of {name}" for name, count in sorted(kills.done.items()) if count)
    print(f"{sum(kills.done.values())} kills: {by}; {kills.late} came too late and were made up for")
    killed = kept(place / "killed")
    print(", ".join(f"{len(entries):,} {name}" for name, entries in killed.items()))
    wrong += _account(year, place / "killed")
    return wrong + differences(undisturbed, killed)


def _account(year: Year, data: Path) -> list[str]:
    """Prints the account of a store; what is wrong with it."""
    account = make_account(year, stored(data))
    print(f"{data.name}:")
    for event, number in account.happened.items():
        print(f"  {event:10} {number:5}, in the store {account.stored[event]:5}")
    return [f"{data.name}: {line}" for line in account.wrong]


def _say(line: str) -> None:
    print(f"  {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
