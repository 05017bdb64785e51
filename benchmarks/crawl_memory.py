"""The memory of one crawl as it goes on: the demo outlet multiplied to 100,000 pages, and what the crawl's
process holds at each 10,000. Goal: at most a tenth more at the end than at 10,000.

    python -m benchmarks.crawl_memory --pages 100000

Takes an hour and some 3 GB in /tmp; `nice -n 10` leaves the machine to others. Linux only (/proc).
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from benchmarks.crawl import serving

SECONDS = 2.0  # between two looks


def resident(process: int) -> float:
    """Megabytes that a process holds."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def fetched(database: Path) -> int:
    """Responses that a crawl has kept so far."""
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as store:
            return int(store.execute("SELECT coalesce(max(id), 0) FROM captures").fetchone()[0])
    except sqlite3.OperationalError:  # not made yet
        return 0


def watch(crawl: subprocess.Popen[bytes], database: Path, step: int) -> list[tuple[int, float]]:
    """Pages and megabytes at each `step` pages and at the end, the most of the looks in between."""
    found: list[tuple[int, float]] = []
    most, last = 0.0, (0, 0.0)
    while crawl.poll() is None:
        time.sleep(SECONDS)
        pages = fetched(database)
        try:
            now = resident(crawl.pid)
        except (OSError, StopIteration):  # it ended meanwhile
            break
        most, last = max(most, now), (pages, max(most, now))
        if pages // step > len(found):
            found.append(last)
            most = 0.0
            print(f"{pages:7,} pages: {found[-1][1]:6.1f} MB", flush=True)
    print(f"{last[0]:7,} pages: {last[1]:6.1f} MB, the end", flush=True)
    return [*found, last]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100_000, help="articles that the outlet shows")
    parser.add_argument("--step", type=int, default=10_000)
    given = parser.parse_args()
    shengmei = str(Path(sys.executable).with_name("shengmei"))
    with serving(given.pages) as address, tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        command = [shengmei, "crawl", "demo", "--no-index", "--quiet", "--delay", "0", "--data", str(data)]
        environment = {**os.environ, "http_proxy": address, "SHENGMEI_CONFIG": os.devnull}
        with subprocess.Popen(command, env=environment) as crawl:
            found = watch(crawl, data / "shengmei.sqlite", given.step)
        if crawl.returncode not in (0, 4):  # 4: the demo has pages that fail, on purpose
            sys.exit(f"the crawl ended with {crawl.returncode}")
    (first, few), (last, many) = found[0], found[-1]
    print(f"from {first:,} to {last:,} pages: {many / few - 1:+.1%}; goal at most +10 %")


if __name__ == "__main__":
    main()
