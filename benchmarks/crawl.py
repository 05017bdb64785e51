"""Crawl + read + keep + archive over the demo outlet multiplied to 2,000 pages, against a bare Scrapy spider
that writes title and text of the same addresses to JSON lines: speed as a ratio; goal 0.5."""

from __future__ import annotations

import argparse
import os
import sqlite3
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


def ours(address: str, folder: Path) -> tuple[list[str], float]:
    """The addresses that `shengmei crawl` fetched, and the time."""
    shengmei = str(Path(sys.executable).with_name("shengmei"))
    data = folder / "data"
    taken = run([shengmei, "crawl", "demo", "--no-index", "--delay", "0", "--data", str(data)], address)
    with sqlite3.connect(data / "shengmei.sqlite") as store:
        fetched = store.execute("SELECT address FROM captures WHERE status = 200 ORDER BY id").fetchall()
    return [row[0] for row in fetched], taken


def bare(address: str, folder: Path, addresses: list[str]) -> float:
    """The time that the bare spider takes for the same addresses."""
    named, out = folder / "addresses.txt", folder / "bare.jsonl"
    named.write_text("\n".join(addresses), encoding="utf-8")
    taken = run([sys.executable, "-m", "benchmarks.bare_spider", str(named), str(out)], address)
    if sum(1 for _ in out.open()) < len(addresses) * 0.95:
        raise RuntimeError("the bare spider did not fetch what it should")
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2000, help="articles that the outlet shows")
    ratios = []
    with serving(parser.parse_args().pages) as address:
        for number in range(ROUNDS):
            with tempfile.TemporaryDirectory() as folder:
                addresses, taken = ours(address, Path(folder))
                peer = bare(address, Path(folder), addresses)
            ratios.append(peer / taken)
            pages = len(addresses)
            print(
                f"round {number + 1}: {pages} pages; ours {pages / taken:.0f}/s, bare {pages / peer:.0f}/s,"
                f" ratio {ratios[-1]:.2f}",
                flush=True,
            )
    print(f"crawl + read + keep + archive: {statistics.median(ratios):.2f} of bare Scrapy's speed; goal 0.50")


if __name__ == "__main__":
    main()
