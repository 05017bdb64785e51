"""`make bench-copies-crawl`: a crawl's speed when the ledger is kept, as a ratio of processor time; goal 0.9.

The demo outlet is crawled and then its ledger made, as the end of a crawl does it; a second `ledger sync`,
which has nothing to do, is what starting the command takes.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.crawl import ours, run, serving

ROUNDS = 3


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench-copies-crawl", description=__doc__)
    parser.add_argument("--pages", type=int, default=500, help="articles that the outlet shows")
    ratios = []
    with serving(parser.parse_args().pages) as address:
        for _ in range(ROUNDS):
            with tempfile.TemporaryDirectory() as folder:
                addresses, crawl = ours(address, Path(folder))
                sync = [str(Path(sys.executable).with_name("shengmei")), "ledger", "sync"]
                first, second = (
                    run([*sync, "--data", str(Path(folder) / "data")], address).processor for _ in range(2)
                )
            kept = max(first - second, 0.0)
            ratios.append(crawl.processor / (crawl.processor + kept))
            pages = len(addresses)
            print(
                f"{pages} pages: crawl {crawl.processor / pages * 1000:.1f} ms a page, "
                f"ledger {kept / pages * 1000:.1f} ms; {ratios[-1]:.3f} of the speed without",
                flush=True,
            )
    print(f"the crawl's speed with the ledger: {statistics.median(ratios):.3f}; goal 0.9")


if __name__ == "__main__":
    main()
