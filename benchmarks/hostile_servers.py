"""What servers that misbehave cost the others: a crawl of 66 such hosts beside 132 good pages, and of nine
that hang beside three healthy ones.

    make bench-hostile-servers

Prints what each kind of server came to, the memory of the crawl, and how long the good pages took beside the
others and alone: from the first that was kept to the last, by the wall clock, for what counts is who waits
for whom. Exit code 1 where a good page is missing, an address came to nothing, or the crawl took more memory
than `MOST_MEMORY`.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from tests.crawler.spiders.hostile_web import WAYS, HostileWeb, addresses

MOST_MEMORY = 400  # megabytes; a crawl of good pages alone takes some 180
SPAN = "SELECT count(*), 86400 * (julianday(max(fetched_at)) - julianday(min(fetched_at))) FROM frontier"


class Run(NamedTuple):
    """What a crawl came to: `good` pages that were kept and the seconds from the first to the last of them;
    `memory` in megabytes; `came_to`: of each hostile address its kind, state and reason."""

    good: int
    seconds: float
    memory: int
    exit_code: int
    came_to: list[tuple[str, str, str | None]]


def crawl(named: list[str], *options: str) -> Run:
    """Crawls the addresses, in an order of chance."""
    random.Random(3).shuffle(named)
    with tempfile.TemporaryDirectory() as folder, HostileWeb() as web:
        listed, data = Path(folder, "urls.txt"), Path(folder, "data")
        listed.write_text("\n".join(named), encoding="utf-8")
        command = (sys.executable, "-m", "search_cli", "crawl", "--urls", str(listed), "--data", str(data))
        environment = {**os.environ, "http_proxy": web.address, "SHENGMEI_CONFIG": os.devnull}
        crawling = subprocess.Popen(
            (*command, "--no-index", *options), env=environment, stderr=subprocess.DEVNULL
        )
        _, status, used = os.wait4(crawling.pid, 0)
        crawling.returncode = os.waitstatus_to_exitcode(status)
        with sqlite3.connect(data / "shengmei.sqlite") as store:
            good, seconds = store.execute(f"{SPAN} WHERE url LIKE '%good-%' AND state = 'kept'").fetchone()
            others = "SELECT address, state, last_error FROM frontier WHERE url NOT LIKE '%good-%'"
            rows = store.execute(others).fetchall()
    came_to = [
        (address.removeprefix("http://").partition(".")[0].rpartition("-")[0], state, reason)
        for address, state, reason in rows
    ]
    return Run(good, seconds or 0.0, used.ru_maxrss // 1024, crawling.returncode, came_to)


def hosts(number: int) -> list[str]:
    """An address on each of so many hostile hosts, all kinds in turn."""
    kinds = Counter(islice(cycle(WAYS), number))
    return [one for kind, count in kinds.items() for one in addresses(count, (kind,))]


def say(what: str, run: Run, most: int) -> bool:
    """Prints a run; returns whether it is as it should be: `most` good pages kept, nothing left."""
    print(f"{what}: {run.good} good pages in {run.seconds:.1f} s, {run.memory} MB, exit {run.exit_code}")
    left = sum(state in ("discovered", "fetching") for _, state, _ in run.came_to)
    for (kind, state, reason), count in sorted(Counter(run.came_to).items(), key=str):
        print(f"  {count} {kind}: {state}{f' ({reason})' if reason else ''}")
    return run.good == most and not left and run.memory <= MOST_MEMORY


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=66, help="hostile hosts (66)")
    parser.add_argument("--delay", default="0.5", help="seconds between two requests to a host (0.5)")
    chosen = parser.parse_args()
    good = addresses(12, ("good",), 11)
    few = addresses(3, ("good",), 20)
    delay = ("--delay", chosen.delay)
    as_it_should_be = [
        say("alone", crawl(list(good), *delay), len(good)),
        say(f"beside {chosen.hosts} hostile hosts", crawl(hosts(chosen.hosts) + good, *delay), len(good)),
        say("three hosts alone", crawl(list(few), *delay), len(few)),
        say("beside nine that hang", crawl(addresses(9, ("silent",)) + few, *delay), len(few)),
    ]
    return 0 if all(as_it_should_be) else 1


if __name__ == "__main__":
    sys.exit(main())
