"""`shengmei reread` with two processes against one, over an archive of at least 1,000 pages: goal 1.7 times.

    make bench-reading PAGES=DIR      (or python -m benchmarks.rereading [DIR])

DIR holds `gold.jsonl` and the pages it names; without it the pages of the tests are taken. Each page stands
in the archive as often as it takes, under addresses of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from urllib.parse import urlsplit

from crawler import reader
from crawler.archive import Archive
from crawler.items import Capture
from crawler.reread import reread_archive
from crawler.store import CaptureRecord, FetchedArticle, Store

PAGES, ROUNDS, BATCH = 1_000, 3, 50
FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures"


def saved(folder: Path | None) -> list[Capture]:
    """The pages of a folder, else those of the tests, with the addresses they were fetched from."""
    if folder is None:
        expected = [path for path in sorted(FIXTURES.glob("*/*.json")) if path.with_suffix(".html").exists()]
        addresses = [json.loads(path.read_text(encoding="utf-8"))["url"] for path in expected]
        return [
            capture(url, path.with_suffix(".html")) for url, path in zip(addresses, expected, strict=True)
        ]
    gold = [json.loads(line) for line in (folder / "gold.jsonl").open(encoding="utf-8")]
    return [capture(one["url"] or f"http://{one['site']}/a.html", folder / one["file"]) for one in gold]


def capture(url: str, page: Path) -> Capture:
    return Capture(url=url, fetched_at=datetime.now(UTC), body=page.read_bytes())


def copies(pages: Sequence[Capture]) -> Iterator[Capture]:
    """The pages again and again, each time in another directory of their hosts."""
    for number in count():
        for page in pages:
            parts = urlsplit(page.url)
            yield replace(page, url=parts._replace(path=f"/copy{number}{parts.path}").geturl())


def fill(folder: Path, pages: Iterator[Capture]) -> int:
    """An archive and a store as a crawl leaves them; returns how many articles there are."""
    archive, kept = Archive(folder / "archive", {}), 0
    with Store.open(folder / "shengmei.sqlite", create=True) as store:
        while kept < PAGES:
            kept += keep(store, archive, list(islice(pages, BATCH)))
    archive.close()
    return kept


def keep(store: Store, archive: Archive, batch: list[Capture]) -> int:
    now = datetime.now(UTC)
    places = [
        CaptureRecord(url=page.url, address=page.url, fetched_at=now, status=200, **vars(place))
        for page, place in zip(batch, archive.append(batch), strict=True)
    ]
    with store.writing() as transaction:
        ids = transaction.articles.capture(places)
        readings = [reader.read(page).article for page in batch]
        kept = [
            FetchedArticle(article=article, capture_id=key, fetched_at=now)
            for article, key in zip(readings, ids, strict=True)
            if article
        ]
        return transaction.articles.keep(kept, now).count("new")


def timed(folder: Path, processes: int) -> tuple[float, float]:
    """Wall time, and processor time of all processes, of a rereading that finds what was read before."""
    began, used = time.perf_counter(), processor_time()
    with Store.open(folder / "shengmei.sqlite") as store:
        done = reread_archive(store, folder / "archive", processes=processes)
    if done.problems:
        raise RuntimeError(f"not read again: {done.problems[:3]}")
    return time.perf_counter() - began, processor_time() - used


def processor_time() -> float:
    """Seconds of this process and of those that it started and that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, nargs="?")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = fill(folder, copies(saved(parser.parse_args().pages)))
        rounds = [(timed(folder, 1), timed(folder, 2)) for _ in range(ROUNDS)]
    wall = statistics.median(one[0] / two[0] for one, two in rounds)
    free = statistics.median(2 * one[1] / two[1] for one, two in rounds)
    print(f"reread of {pages} pages with 2 processes: {wall:.2f} times the speed of 1; goal 1.70")
    print(f"by processor time, as two cores that nobody else uses would allow: at most {free:.2f} times")


if __name__ == "__main__":
    main()
