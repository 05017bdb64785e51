"""`make bench-copies-real PAGES=DIR`: real pairs that a person labelled, and what the ledger calls each.

copies_real.tsv has the labels and no text. Its texts are the newspaper of search_corpus.py, one paper's
month, and the saved pages in DIR (gold.jsonl), of many outlets. `news:` is the beginning of the SHA-256 of
title, line break and body of an article as search_corpus.py cuts them; `page:` the number in a page's file
name.

How they were found and labelled, before the ledger had judged any: every two texts were ranked by the runs
of six characters that they share, and by their longest run in common. Of those at the head of either list
the titles, the beginnings and the passages in common (the first 150 to 230 characters of these) were read,
of the saved pages' unlike pairs the titles and shared runs. `copy`: at least half of the shorter is the
other's text; `merged`: that, as a part of something longer; `quotation`: sentences of one hand, less than
half; `uncertain`: half, and a form (decrees, weather, elections, obituaries), so no copy; `strangers`:
names, forms, slogans, facts at most; `borderline`: a fair reader could call it either, so it is not
counted. A third of the pairs, by their digest, is held out: it is scored with `--held-out` alone.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks import search_corpus
from benchmarks.copies_wire import wordings_of
from crawler.normalise.datelines import read_dateline
from indexer.copies.ledger.reader import LedgerReader
from indexer.copies.ledger.writer import Entry, LedgerWriter
from shengmei.timezone import SHANGHAI

LABELS = Path(__file__).with_name("copies_real.tsv")
LABEL_NAMES = ("copy", "merged", "quotation", "uncertain", "strangers", "borderline")
CALLED = ("copy", "uncertain", "quotation", "nothing")
MONTH = datetime(1998, 1, 1, tzinfo=SHANGHAI)
DAYS = 31


@dataclass(frozen=True)
class Pair:
    """Two texts by their names, and what a person says of them."""

    a: str
    b: str
    label: str
    why: str

    @property
    def held_out(self) -> bool:
        """Whether it is of the third that is not looked at while rules are made."""
        return int(hashlib.sha256(f"{self.a} {self.b}".encode()).hexdigest(), 16) % 3 == 0


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench-copies-real", description=__doc__)
    parser.add_argument("pages", type=Path, help="folder with gold.jsonl")
    parser.add_argument("--folder", type=Path, default=Path("build/copies"))
    parser.add_argument("--held-out", action="store_true", help="the third that rules are not made by")
    parser.add_argument("--wrong", action="store_true", help="names the pairs that are called wrongly")
    asked = parser.parse_args()
    texts = {**newspaper(asked.folder), **saved(asked.pages)}
    pairs = [one for one in labelled() if one.held_out == asked.held_out]
    for name, called in (
        ("in the whole collection", together(texts, pairs)),
        ("each pair alone, as on a collection's first day", alone(texts, pairs)),
    ):
        print(f"\n{name}\n{'':12}" + "".join(f"{one:>11}" for one in CALLED))
        found = Counter((one.label, called[one]) for one in pairs)
        for label in LABEL_NAMES:
            print(f"{label:12}" + "".join(f"{found[label, one]:11}" for one in CALLED))
        if asked.wrong:
            for one in pairs:
                if is_wrong(one.label, called[one]):
                    print(f"  {one.a} {one.b} {one.label} ({one.why}): {called[one]}")


def is_wrong(label: str, called: str) -> bool:
    """Copies that are missed, what is no copy and called one, and quotations that are not found."""
    if label == "borderline":
        return False
    if (label in ("copy", "merged")) != (called == "copy"):
        return True
    return label == "quotation" and called == "nothing"


def labelled() -> list[Pair]:
    with LABELS.open(encoding="utf-8", newline="") as file:
        return [
            Pair(row["a"], row["b"], row["label"], row["why"]) for row in csv.DictReader(file, delimiter="\t")
        ]


def newspaper(folder: Path) -> dict[str, Entry]:
    """The newspaper's articles by the digest of their text, a day each by its place in the month."""
    found = [one.article for one in search_corpus.stories(folder, None)]
    entries = {}
    for place, one in enumerate(found):
        digest = hashlib.sha256(f"{one.title}\n{one.body}".encode()).hexdigest()[:12]
        at = MONTH + timedelta(days=place * DAYS // len(found))
        entries[f"news:{digest}"] = entry(f"news:{digest}", one.title or "", one.body, at)
    return entries


def saved(folder: Path) -> dict[str, Entry]:
    """The saved pages by the number in their file's name, with the text that a person read in them."""
    entries = {}
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        name = f"page:{Path(page['file']).name.partition('_')[0]}"
        at = datetime.fromisoformat(page["publish_time"][:10]).replace(tzinfo=SHANGHAI)
        entries[name] = entry(name, page["title"] or "", page["body"], at)
    return entries


def entry(name: str, title: str, body: str, at: datetime) -> Entry:
    dateline = read_dateline(body)
    raw = dateline.raw if dateline else None
    return Entry(
        id=name, url=name, body=body, title=title, site=name, at=at, precision="day", dateline=raw
    )  # fmt: skip


def together(texts: Mapping[str, Entry], pairs: Iterable[Pair]) -> dict[Pair, str]:
    """What each pair is called in a ledger of all texts."""
    said = judged(list(texts.values()))
    return {one: said.get(frozenset((one.a, one.b)), "nothing") for one in pairs}


def alone(texts: Mapping[str, Entry], pairs: Iterable[Pair]) -> dict[Pair, str]:
    """What each pair is called in a ledger of its two texts."""
    found = {}
    for one in pairs:
        both = [replace(texts[name], at=MONTH) for name in (one.a, one.b)]
        found[one] = judged(both).get(frozenset((one.a, one.b)), "nothing")
    return found


def judged(entries: list[Entry]) -> dict[frozenset[str], str]:
    """What a ledger of these articles calls each pair of them that shares a passage."""
    called = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite"
        with LedgerWriter.open(path, "bench", wordings_of(entries)) as ledger:
            ledger.write(entries, [], 1)
        with LedgerReader.open(path) as reader:
            names = {one.text: one.id for one in reader.articles()}
            for edge, is_copy in reader.judged():
                half = edge.share_a >= 0.5
                called[frozenset((names[edge.a], names[edge.b]))] = (
                    "copy" if is_copy else "uncertain" if half else "quotation"
                )
    return called


if __name__ == "__main__":
    main()
