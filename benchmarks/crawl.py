"""Crawl + read + keep + archive over the demo outlet multiplied to 2,000 pages, against a bare Scrapy spider
that writes title and text of the same addresses to JSON lines: speed as a ratio, by the clock and by
processor time, which other work on the machine changes less; goal 0.5. Both as they are once installed, with
their modules compiled, whatever PYTHONDONTWRITEBYTECODE says here: a few pages are crawled before."""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROUNDS = 3


@contextmanager
def serving(pages: int) -> Iterator[str]:
    """The demo outlet in a process of its own; gives its address."""
    command = [sys.executable, "-m", "search_cli.demo.server", "--port", "0", "--pages", str(pages)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.terminate()


class Taken(NamedTuple):
    """Seconds that a crawl took."""

    clock: float
    processor: float


def run(command: list[str], address: str) -> Taken:
    """What a crawl through the server as proxy takes."""
    environment = {**os.environ, "http_proxy": address, "SHENGMEI_CONFIG": os.devnull}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began, used = time.perf_counter(), _processor_time()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 4):  # 4: the demo has pages that fail, on purpose
        raise RuntimeError(done.stderr[-2000:])
    return Taken(time.perf_counter() - began, _processor_time() - used)


def _processor_time() -> float:
    """Of all processes that were started here and have ended: the server goes on, and does not count."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def ours(address: str, folder: Path, *bounds: str) -> tuple[list[str], Taken]:
    """The addresses that `shengmei crawl` fetched, and what it took."""
    shengmei = str(Path(sys.executable).with_name("shengmei"))
    data = folder / "data"
    command = [shengmei, "crawl", "demo", "--no-index", "--delay", "0", "--data", str(data), *bounds]
    taken = run(command, address)
    with sqlite3.connect(data / "shengmei.sqlite") as store:
        fetched = store.execute("SELECT address FROM captures WHERE status = 200 ORDER BY id").fetchall()
    return [row[0] for row in fetched], taken


def bare(address: str, folder: Path, addresses: list[str]) -> Taken:
    """What the bare spider takes for the same addresses."""
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
    with serving(parser.parse_args().pages) as address, tempfile.TemporaryDirectory() as compiled:
        os.environ["PYTHONPYCACHEPREFIX"] = compiled
        with tempfile.TemporaryDirectory() as folder:
            bare(address, Path(folder), ours(address, Path(folder), "--max-pages", "20")[0])
        for number in range(ROUNDS):
            with tempfile.TemporaryDirectory() as folder:
                addresses, taken = ours(address, Path(folder))
                peer = bare(address, Path(folder), addresses)
            ratios.append(Taken(peer.clock / taken.clock, peer.processor / taken.processor))
            pages = len(addresses)
            print(
                f"round {number + 1}: {pages} pages; {_said(pages, taken)}; bare {_said(pages, peer)};"
                f" ratio {ratios[-1].clock:.2f}, of processor time {ratios[-1].processor:.2f}",
                flush=True,
            )
    clock, processor = (statistics.median(each) for each in zip(*ratios, strict=True))
    print(f"crawl + read + keep + archive: {clock:.2f} of bare Scrapy's speed; goal 0.50")
    print(f"by processor time: {processor:.2f}")


def _said(pages: int, taken: Taken) -> str:
    return f"{pages / taken.clock:.0f}/s, {taken.processor / pages * 1000:.1f} ms of processor time a page"


if __name__ == "__main__":
    main()
