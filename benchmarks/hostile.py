"""What each hostile page costs: processor seconds and memory beyond those of an ordinary page of its size.

    make bench-hostile ARGS="--only nested"

The limits are two seconds, and three times the page's size beyond an ordinary one of that size. Each page is
read in a process of its own, which is ended after `--most` seconds. Exit code 1 where a page is over a limit.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from crawler.items import Capture
from crawler.reader import read
from tests.crawler.pages import hostile_pages

AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
ADDRESS = "https://www.example.cn/a/12.html"
SECONDS, TIMES = 2.0, 3.0  # the limits: processor time, memory in sizes of the page
_ADDRESS_SPACE = 4 << 30  # bytes; a page that takes more is ended
_STEP = 100_000  # bytes to which sizes of ordinary pages are rounded


class Cost(NamedTuple):
    """What reading took; `seconds` is None where the process had to be ended."""

    seconds: float | None
    memory: float  # megabytes
    said: str


def cost(make: Callable[[], bytes], most: int) -> tuple[int, Cost]:
    """The size of a page and what it costs to read. It is made in one process and read in another, so that
    neither has the memory of the other."""
    with tempfile.TemporaryDirectory() as folder:
        page, answer = Path(folder, "page"), Path(folder, "answer")
        _in_a_process(lambda: page.write_bytes(make()))
        _in_a_process(lambda: _measure(page, answer, most))
        size = page.stat().st_size
        if not answer.exists():
            return size, Cost(None, 0.0, "ended")
        seconds, memory, said = answer.read_text(encoding="utf-8").split("\t")
        return size, Cost(float(seconds), float(memory), said)


def _in_a_process(work: Callable[[], object]) -> None:
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def _measure(page: Path, answer: Path, most: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
    capture = Capture(url=ADDRESS, fetched_at=AT, body=page.read_bytes())
    before, began = _peak(), time.process_time()
    said = read(capture)
    took = time.process_time() - began
    article = said.article
    cuts = article.extraction.cuts if article and article.extraction else ()
    answer.write_text(f"{took}\t{_peak() - before}\t{said.state} {'; '.join(cuts)}", encoding="utf-8")


def _peak() -> float:
    """The most memory this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@cache
def _ordinary(size: int, most: int) -> Cost:
    return cost(lambda: hostile_pages.ordinary(size), most)[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="pages whose name has this in it")
    parser.add_argument("--most", type=int, default=20, help="seconds after which a page is given up (20)")
    chosen = parser.parse_args()
    warm = Capture(url=ADDRESS, fetched_at=AT, body=hostile_pages.page().encode())
    read(warm)  # what is imported and compiled once is nothing of the pages'
    over = 0
    print("seconds ordinary  memory ordinary limit MB  page: what was read; what was cut")
    for name in hostile_pages.names():
        if chosen.only not in name:
            continue
        size, its = cost(lambda name=name: hostile_pages.page_of(name), chosen.most)  # type: ignore[misc]  # a default in a lambda
        usual = _ordinary(max(_STEP, round(size / _STEP) * _STEP), chosen.most)
        limit = usual.memory + TIMES * size / 1_000_000
        bad = its.seconds is None or its.seconds > SECONDS or its.memory > limit
        over += bad
        print(
            f"{'!' if bad else ' '} {its.seconds or chosen.most:5.2f} {usual.seconds or 0:8.2f}"
            f" {its.memory:7.0f}"
            f" {usual.memory:8.0f} {limit:5.0f} {size / 1_000_000:.1f}  {name}: {its.said}",
            flush=True,
        )
    print(f"{over} over a limit")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
