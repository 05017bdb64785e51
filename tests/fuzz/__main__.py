"""`make fuzz`: reads mutated pages as the crawl does, and says which raise, change, or take long.

    make fuzz ARGS="--pages 10000 --seed 1"

Exit code 1 where one did; each is named by the seed that makes it: `make fuzz ARGS="--seed 4711 --pages 1"`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from crawler import list_reader, reader
from crawler.commands.read_jsonl import summary
from crawler.items import Capture, Reading, from_dict, to_dict
from tests.fuzz.mutations import mutated

FIXTURES = Path(__file__).parent.parent / "fixtures"
AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
ADDRESSES = ("https://m.hbtv.com.cn/p/12.html", "https://www.example.cn/a/202105/t20210523_12.html", "")
MOST = 2.0  # processor seconds
_CONTENT_TYPES = (
    "",
    "text/html",
    "text/html; charset=gbk",
    "text/html; charset=utf-8",
    "text/html; charset=utf-7",
)
_EVERY = 7  # pages, of which one is read once more and explained


def check(body: bytes, seed: int) -> Reading:
    """The reading of a mutated page; raises whatever the reader raises, or AssertionError."""
    headers = (("Content-Type", _CONTENT_TYPES[seed % len(_CONTENT_TYPES)]),)
    capture = Capture(url=ADDRESSES[seed % len(ADDRESSES)], fetched_at=AT, body=body, headers=headers)
    began = time.process_time()
    said = reader.read(capture)
    took = time.process_time() - began
    if took > MOST:
        began = time.process_time()
        reader.read(capture)
        took = min(took, time.process_time() - began)
    assert took <= MOST, f"takes {took:.1f} s of processor time"
    assert said.article or said.target or said.reason, "says nothing"
    if said.article:
        written = to_dict(said.article)
        assert from_dict(written) == said.article, "is another article when it was written and read"
        json.dumps(summary(said.article), ensure_ascii=False, allow_nan=False).encode("utf-8")
    list_reader.listing(capture)
    if seed % _EVERY == 0:
        assert reader.explain(capture)[0] == said, "reads differently the second time"
    return said


def main() -> int:
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--pages", type=int, default=10_000, help="how many pages (10000)")
    parser.add_argument("--seed", type=int, default=1, help="of the first page; the next has the next (1)")
    chosen = parser.parse_args()
    pages = [path.read_bytes() for path in sorted(FIXTURES.glob("*/*.html"))]
    states: Counter[str] = Counter()
    for seed in range(chosen.seed, chosen.seed + chosen.pages):
        body = mutated(pages, seed)
        try:
            states[check(body, seed).state] += 1
        except Exception:  # a border: the run goes on, and counts it
            states["failed"] += 1
            print(f"seed {seed}, {len(body)} bytes:\n{traceback.format_exc()}", file=sys.stderr)
    print(
        f"{sum(states.values())} pages:",
        ", ".join(f"{number} {state}" for state, number in states.most_common()),
    )
    return 1 if states["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
