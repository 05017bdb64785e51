"""Whether dropping lines that repeat over an outlet's pages would make bodies better.

    python -m benchmarks.repeated_blocks DIR

DIR holds `gold.jsonl` and the pages it names. Of each outlet (registered domain) with three pages or more,
the lines of a body that stand on two others of its pages are counted: those that the body as annotated has,
which would be lost, and those that it has not, which would rightly go.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.reading import pages
from benchmarks.reading_variants import captured
from crawler import reader
from crawler.normalise.addresses import host_of, registered_domain
from crawler.normalise.text import bare
from crawler.pages.document.page import Page

FEWEST, OTHERS = 3, 2  # pages of an outlet, and others of them on which a line stands


class ReadPage(NamedTuple):
    """A page's lines, those of the body that was read, and the body as annotated; all without punctuation."""

    lines: frozenset[str]
    body: tuple[str, ...]
    gold: str


def read_pages(folder: Path) -> Iterator[tuple[str, ReadPage]]:
    """Each page with its outlet."""
    known = [json.loads(line) for line in (folder / "gold.jsonl").open(encoding="utf-8")]
    for page, one in zip(pages(folder), known, strict=True):
        capture = captured(page)
        article = reader.read(capture).article
        body = tuple(map(bare, article.body.split("\n"))) if article else ()
        gold = bare("".join((one["body"], *one["body_optional"])))
        lines = frozenset(bare(text) for text in Page(capture).outline.texts())
        host = host_of(page["url"])
        yield registered_domain(host) or host, ReadPage(lines, body, gold)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    outlets: defaultdict[str, list[ReadPage]] = defaultdict(list)
    for outlet, page in read_pages(parser.parse_args().pages):
        outlets[outlet].append(page)
    counted: Counter[str] = Counter()
    for outlet, found in outlets.items():
        if len(found) < FEWEST:
            continue
        seen = Counter(line for page in found for line in page.lines)
        counted["outlets"] += 1
        counted["pages"] += len(found)
        for page in found:
            counted["lines of bodies"] += len(page.body)
            for line in page.body:
                if line and seen[line] > OTHERS:
                    right = "lost" if line in page.gold else "rightly gone"
                    counted[right] += 1
                    print(f"{outlet}: {right}: {line[:60]}")
    print(", ".join(f"{number} {what}" for what, number in counted.items()))


if __name__ == "__main__":
    main()
