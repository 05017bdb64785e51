"""How many of the places that sentences name are found, and how many of those that are found they name.

`python -m benchmarks.places [-v]` reads the sentences that tests/shengmei/places/README.md describes; -v
shows those of the open part of which something differs.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass, field
from pathlib import Path

from shengmei.places import places_in

SENTENCES = Path(__file__).parent.parent / "tests/shengmei/places/sentences.tsv"
PARTS = ("open", "untouched")


@dataclass(kw_only=True)
class Figures:
    """Places found rightly, found wrongly, and missed; the same of names that are said to be ambiguous."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    ambiguous_right: int = 0
    ambiguous_wrong: int = 0
    ambiguous_missed: int = 0
    sentences: int = 0
    lines: list[str] = field(default_factory=list)  # sentences of which something differs

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)


def measure(part: str) -> Figures:
    """The figures of the sentences of a part: `open` or `untouched`."""
    figures = Figures()
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["part"] == part:
                _count(figures, row)
    return figures


def _count(figures: Figures, row: dict[str, str]) -> None:
    figures.sentences += 1
    places = places_in([row["text"]], province=row["province"] or None)
    found, wanted = {one.full_name for one in places.found}, set(row["places"].split())
    unclear, labelled = set(places.ambiguous), set(row["ambiguous"].split())
    figures.right += len(found & wanted)
    figures.wrong += len(found - wanted)
    figures.missed += len(wanted - found)
    figures.ambiguous_right += len(unclear & labelled)
    figures.ambiguous_wrong += len(unclear - labelled)
    figures.ambiguous_missed += len(labelled - unclear)
    if found != wanted or unclear != labelled:
        figures.lines.append(f"{row['number']} {row['text']} {sorted(found)} {sorted(unclear)}")


def main(verbose: bool) -> None:
    for part in PARTS:
        one = measure(part)
        unclear = one.ambiguous_right + one.ambiguous_missed
        print(
            f"{part}: {one.sentences} sentences, {one.right + one.missed} places, "
            f"precision {one.precision:.3f}, recall {one.recall:.3f}; "
            f"{one.ambiguous_right} of {unclear} ambiguous names said to be, {one.ambiguous_wrong} others"
        )
        if verbose and part == "open":
            print(*one.lines, sep="\n")


if __name__ == "__main__":
    main("-v" in sys.argv)
