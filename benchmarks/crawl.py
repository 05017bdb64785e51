"""Crawl + read + keep + archive over the demo outlet of 2,000 pages, against a bare Scrapy spider that
writes title and text to JSON lines from the same server: pages a second as a ratio; goal 0.5."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROUNDS = 3


@contextmanager
def serving(pages: int) -> Iterator[str]:
    """The demo outlet in a process of its own; gives its address."""
    command = [sys.executable, "-m", "search_cli.demo.server", "--port", "0", "--pages", str(pages)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.terminate()


def run(command: list[str], address: str) -> float:
    """Wall time of a crawl through the server as proxy."""
    environment = {**os.environ, "http_proxy": address, "SHENGMEI_CONFIG": os.devnull}
    began = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 4):  # 4: the demo has pages that fail, on purpose
        raise RuntimeError(done.stderr[-2000:])
    return time.perf_counter() - began


def ours(address: str, folder: Path) -> tuple[int, float]:
    """Pages fetched by `shengmei crawl`, and the time."""
    import sqlite3

    shengmei = str(Path(sys.executable).with_name("shengmei"))
    data = folder / "data"
    taken = run([shengmei, "crawl", "demo", "--no-index", "--delay", "0", "--data", str(data)], address)
    with sqlite3.connect(data / "shengmei.sqlite") as store:
        (pages,) = store.execute("SELECT count(*) FROM captures").fetchone()
    return pages, taken


def bare(address: str, folder: Path) -> tuple[int, float]:
    """Pages fetched by the bare spider, and the time."""
    out = folder / "bare.jsonl"
    taken = run([sys.executable, "-m", "benchmarks.bare_spider", str(out)], address)
    return sum(1 for _ in out.open()), taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2000)
    pages = parser.parse_args().pages
    speeds: dict[str, list[float]] = {"ours": [], "bare": []}
    with serving(pages) as address:
        for number in range(ROUNDS):
            for name, crawl in (("bare", bare), ("ours", ours)):
                with tempfile.TemporaryDirectory() as folder:
                    fetched, taken = crawl(address, Path(folder))
                speeds[name].append(fetched / taken)
                print(
                    f"round {number + 1}, {name}: {fetched} pages, {fetched / taken:.0f} pages/s", flush=True
                )
    ratio = statistics.median(speeds["ours"]) / statistics.median(speeds["bare"])
    print(f"crawl + read + keep + archive: {ratio:.2f} of bare Scrapy's pages a second; goal 0.50")


if __name__ == "__main__":
    main()
