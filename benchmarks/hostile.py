"""What each hostile page and list costs: processor seconds, and memory beyond an ordinary one of its size.

    make bench-hostile ARGS="--only nested"

The limits are two seconds, and three times the size (of a packed list, unpacked) beyond an ordinary one of
that size. Each is read in a process of its own, which is ended after `--most` seconds. Exit code 1 where one
is over a limit.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from crawler.items import Capture
from crawler.pages.document.page import UnknownLayout
from crawler.pages.lists.sitemap_list import unpacked
from crawler.reader import listing, read
from tests.crawler.pages import hostile_lists, hostile_pages

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


def cost(make: Callable[[], bytes], most: int, address: str = ADDRESS) -> tuple[int, Cost]:
    """The size of a page or list and what it costs to read. It is made in one process and read in another, so
    that neither has the memory of the other."""
    with tempfile.TemporaryDirectory() as folder:
        page, answer = Path(folder, "page"), Path(folder, "answer")
        _in_a_process(lambda: page.write_bytes(make()))
        _in_a_process(lambda: _measure(page, answer, most, address))
        size = len(unpacked(_capture(page, address)).body)
        if not answer.exists():
            return size, Cost(None, 0.0, "ended")
        seconds, memory, said = answer.read_text(encoding="utf-8").split("\t")
        return size, Cost(float(seconds), float(memory), said)


def _capture(page: Path, address: str) -> Capture:
    return Capture(url=address, fetched_at=AT, body=page.read_bytes())


def _in_a_process(work: Callable[[], object]) -> None:
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def _measure(page: Path, answer: Path, most: int, address: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
    capture = _capture(page, address)
    before, began = _peak(), time.process_time()
    said = _article(capture) if address == ADDRESS else _list(capture)
    took = time.process_time() - began
    answer.write_text(f"{took}\t{_peak() - before}\t{said}", encoding="utf-8")


def _article(capture: Capture) -> str:
    said = read(capture)
    article = said.article
    cuts = article.extraction.cuts if article and article.extraction else ()
    return f"{said.state} {'; '.join(cuts)}"


def _list(capture: Capture) -> str:
    try:
        said = listing(capture)
    except UnknownLayout as error:
        return str(error)[:100]
    return f"{len(said.articles)} articles, {len(said.lists)} lists {'; '.join(said.cuts)}"


def _peak() -> float:
    """The most memory this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@cache
def _ordinary(address: str, size: int, most: int) -> Cost:
    if address == ADDRESS:
        return cost(lambda: hostile_pages.ordinary(size), most)[1]
    return cost(lambda: hostile_lists.ordinary(address, size), most, address)[1]


def _all() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """The name of each, its address, and how it is made."""
    for name in hostile_pages.names():
        yield name, ADDRESS, partial(hostile_pages.page_of, name)
    for name, (address, _) in hostile_lists.LISTS.items():
        yield f"list: {name}", address, partial(_list_of, name)


def _list_of(name: str) -> bytes:
    return hostile_lists.list_of(name)[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="pages and lists whose name has this in it")
    parser.add_argument("--most", type=int, default=20, help="seconds after which one is given up (20)")
    chosen = parser.parse_args()
    _warm()
    over = 0
    print("seconds ordinary  memory ordinary limit MB  page: what was read; what was cut")
    for name, address, make in _all():
        if chosen.only not in name:
            continue
        size, its = cost(make, chosen.most, address)
        usual = _ordinary(address, max(_STEP, round(size / _STEP) * _STEP), chosen.most)
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


def _warm() -> None:
    """What is imported and compiled once is nothing of the pages'."""
    read(Capture(url=ADDRESS, fetched_at=AT, body=hostile_pages.page().encode()))
    for address in (hostile_lists.HTML, hostile_lists.FEED, hostile_lists.SITEMAP, hostile_lists.JSON):
        listing(Capture(url=address, fetched_at=AT, body=hostile_lists.ordinary(address, 9_000)))


if __name__ == "__main__":
    sys.exit(main())
