"""`make bench-copies`: how many copies and passages the ledger finds, by kind of edit, and what that costs.

Prints shares, and ratios to a limit; the corpus is made anew by its seed (copies_corpus.py).
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

from benchmarks import search_corpus
from benchmarks.copies_corpus import NOWHERE, Corpus, Print, corpus
from benchmarks.copies_mixed import mixed
from benchmarks.copies_orders import digest, order, written
from benchmarks.copies_peers import best, peers, recalls
from benchmarks.copies_wire import report_wire, wordings_of
from crawler.normalise.datelines import read_dateline
from indexer.copies.article_tables import edge_rows
from indexer.copies.comparable import Comparable
from indexer.copies.ledger.reader import LedgerReader
from indexer.copies.ledger.writer import Entry, LedgerWriter
from indexer.copies.story_building import Outlet, Story

Pair = tuple[int, int]
HALF, TENTH = 0.5, 0.1
NEARLY_HALF, NEARLY_TENTH = 0.45, 0.05  # a pair that shares that much is no mistake
RUN = 20  # characters that no two texts have by chance
BATCH = 200
FEWEST = 20  # pairs of a kind of which shares are compared
MOST_MS = 5.0  # of processor time an article
MOST_BYTES = 1_300


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench-copies", description=__doc__)
    parser.add_argument("--articles", type=int, default=3_000, help="originals")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mixed", action="store_true", help="with the kinds of copies_mixed.py")
    parser.add_argument("--orders", type=int, default=3, help="orders of arrival that are compared")
    parser.add_argument("--folder", type=Path, default=Path("build/copies"))
    asked = parser.parse_args()
    found = search_corpus.stories(asked.folder, None)
    words = [word for one in found for word in one.title_words]
    originals = [(one.article.title, one.article.body) for one in found]
    random.Random(asked.seed).shuffle(originals)
    made = corpus(originals[: asked.articles], words, seed=asked.seed)
    made = mixed(made, words, seed=asked.seed) if asked.mixed else made
    halves = sum(share >= HALF for share in made.shared.values())
    print(f"{len(made.prints)} texts, {halves} pairs that share half")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite"
        cost(made.prints, path)
        report_pairs(made, path)
        report_peers(made, path)
        report_stories(made, path)
        report_orders(made, path, asked.orders)
        report_wire(made, Path(folder) / "wire.sqlite")


def entry(one: Print) -> Entry:
    """As the feed would make it."""
    dateline = read_dateline(one.body)
    return Entry(
        id=f"{one.number:032x}",
        url=f"https://{one.site}.example.cn/{one.number}",
        body=one.body,
        title=one.title,
        site=one.site,
        outlet=Outlet(name=one.site),
        at=one.at,
        precision="minute",
        dateline=dateline.raw if dateline else None,
    )


def write(prints: Sequence[Print], path: Path) -> list[float]:
    """Feeds a ledger; returns milliseconds of processor time of each batch, by article."""
    costs = []
    with LedgerWriter.open(path, "bench", wordings_of([entry(one) for one in prints])) as ledger:
        for start in range(0, len(prints), BATCH):
            batch = prints[start : start + BATCH]
            before = time.process_time()
            ledger.write([entry(one) for one in batch], [], start + 1)
            costs.append((time.process_time() - before) * 1000 / len(batch))
    return costs


def cost(prints: Sequence[Print], path: Path) -> None:
    order = random.Random(0).sample(list(prints), len(prints))
    costs = write(order, path)
    size = path.stat().st_size / len(prints)
    mean = sum(costs) / len(costs)
    print(f"an article: {mean / MOST_MS:.2f} of {MOST_MS} ms, {size / MOST_BYTES:.2f} of {MOST_BYTES} bytes")


def report_pairs(made: Corpus, path: Path) -> None:
    copies, _ = pairs(path)
    true = {pair for pair, share in made.shared.items() if share >= HALF}
    wrong = {pair for pair in copies if made.shared.get(pair, 0) < NEARLY_HALF}
    print(f"copies: P {1 - len(wrong) / len(copies):.4f} R {len(true & copies) / len(true):.4f}")
    by_number = {one.number: one for one in made.prints}
    twice = sum(shares_run(by_number[a], by_number[b]) for a, b in wrong)
    print(f"  {twice} of the {len(wrong)} wrong pairs share a text that the newspaper printed twice itself")
    for name, there in sorted(by_kind(made, true).items()):
        print(f"  {name:28} {len(there):6} R {sum(pair in copies for pair in there) / len(there):.4f}")
    forms = [one.number for one in made.prints if one.kind == "formula"]
    called = sum(pair in copies for pair in combinations(forms, 2))
    print(f"formulaic pairs called copies: {called} of {len(forms) * (len(forms) - 1) // 2}")
    report_passages(made, path, copies)


def report_passages(made: Corpus, path: Path, copies: set[Pair]) -> None:
    """Pairs that share a tenth to half of the shorter text, and those that are called quotations."""
    by_number = {one.number: one for one in made.prints}
    with LedgerReader.open(path) as ledger:
        rows = [row for row in edge_rows(ledger) if row["kind"] == "quotation"]
    quoted = {ordered(int(str(row["a"]), 16), int(str(row["b"]), 16)): row["share_a"] for row in rows}
    true = {pair for pair, share in made.shared.items() if TENTH <= share < HALF}
    lengths = {pair: min(len(by_number[one].body) for one in pair) for pair in true}
    long = {pair for pair, length in lengths.items() if made.shared[pair] * length >= 100}
    found = copies | quoted.keys()
    print(
        f"passages of 10-50 %: R {len(true & found) / len(true):.4f} "
        f"(of 100 characters and more {len(long & found) / len(long):.4f})"
    )
    called = [pair for pair, share in quoted.items() if share >= TENTH]
    doubted = [pair for pair in called if made.shared.get(pair, 0) < NEARLY_TENTH]
    wrong = [(a, b) for a, b in doubted if not shares_run(by_number[a], by_number[b])]
    print(
        f"called quotations of a tenth and more: {len(called)}, P {1 - len(wrong) / len(called):.4f}; "
        f"{len(doubted) - len(wrong)} of them are passages that the newspaper printed twice itself"
    )
    print("  ", Counter(kind(by_number[a], by_number[b]) for a, b in wrong).most_common(4))


def shares_run(one: Print, other: Print) -> bool:
    """Whether both have a run of `RUN` characters, none of which an edit wrote: the originals share it."""
    here, there = (
        {
            piece.text[start : start + RUN]
            for start in range(len(piece.text) - RUN + 1)
            if NOWHERE not in piece.origins[start : start + RUN]
        }
        for piece in (one.piece, other.piece)
    )
    return not here.isdisjoint(there)


def by_kind(made: Corpus, true: Iterable[Pair]) -> dict[str, list[Pair]]:
    by_number = {one.number: one for one in made.prints}
    kinds: dict[str, list[Pair]] = defaultdict(list)
    for a, b in true:
        kinds[kind(by_number[a], by_number[b])].append((a, b))
        if min(len(by_number[a].body), len(by_number[b].body)) < 150:
            kinds["(shorter text under 150)"].append((a, b))
    return kinds


def report_peers(made: Corpus, path: Path) -> None:
    """By kind of pair what the ledger finds and what other libraries do, each of these at its best too."""
    copies, quoted = pairs(path)
    true = {pair for pair, share in made.shared.items() if share >= HALF}
    nearly = {pair for pair, share in made.shared.items() if NEARLY_HALF <= share < HALF}
    found = peers({one.number: Comparable.of(one.body).text for one in made.prints})
    names = ("copies", "passages", *(one.name for one in found))
    print("recall by kind; ledger: copies, pairs with passages; others: their candidates")
    print(f"  {'':32}" + "".join(f"{name:>12}" for name in names))
    columns = [copies, copies | quoted, *(one.pairs for one in found)]
    kinds = {name: some for name, some in by_kind(made, true).items() if len(some) >= FEWEST}
    for name, shares in recalls(columns, kinds).items():
        print(f"  {name[:32]:32}" + "".join(f"{share:12.4f}" for share in shares))
    print(f"  {'pairs an article':32}" + "".join(f"{len(one) / len(made.prints):12.1f}" for one in columns))
    for one in found:
        threshold, precision, recall = best(one, true, nearly)
        at = f"{one.name} at its best, {threshold:.2f}"
        print(f"  {at:32}  P {precision:.4f} R {recall:.4f}; {one.cost:.2f} ms a text")


def pairs(path: Path) -> tuple[set[Pair], set[Pair]]:
    """The pairs of articles that the ledger calls copies, and those that share a passage."""
    copies: set[Pair] = set()
    quoted: set[Pair] = set()
    with LedgerReader.open(path) as ledger:
        by_text: dict[int, list[int]] = defaultdict(list)
        for one in ledger.articles():
            by_text[one.text].append(int(one.id, 16))
        for edge, is_copy in ledger.judged():
            there = {ordered(a, b) for a in by_text[edge.a] for b in by_text[edge.b]}
            (copies if is_copy else quoted).update(there)
        for numbers in by_text.values():
            copies.update(ordered(a, b) for a, b in combinations(numbers, 2))
    return copies, quoted


def ordered(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


def kind(one: Print, other: Print) -> str:
    if one.story is not None and one.story == other.story:
        return other.kind if one.kind == "original" else "two copies"
    return " and ".join(sorted({one.kind, other.kind}))


def report_stories(made: Corpus, path: Path) -> None:
    """Of the texts that are copies as a whole: ARI, B-cubed, and how often the first is the original."""
    with LedgerReader.open(path) as ledger:
        found = ledger.stories()
    truth = {one.number: one.story for one in made.prints if one.story is not None}
    groups = groups_of(found, truth)
    print(f"stories: ARI {adjusted_rand(truth, groups):.4f} B3 {b_cubed(truth, groups):.4f}")
    originals = {one.story: one.number for one in made.prints if one.kind == "original"}
    firsts = [one for story in found if (one := int(story.members[0].article, 16)) in truth]
    right = sum(originals[truth[one]] == one for one in firsts)
    print(f"first right: {right / len(firsts):.4f} of {len(firsts)}")


def groups_of(found: Iterable[Story], truth: dict[int, int]) -> dict[int, int]:
    groups = {number: -1 - number for number in truth}
    for place, story in enumerate(found):
        groups |= {number: place for one in story.members if (number := int(one.article, 16)) in truth}
    return groups


def adjusted_rand(truth: dict[int, int], groups: dict[int, int]) -> float:
    def pairs_in(counts: Iterable[int]) -> int:
        return sum(count * (count - 1) // 2 for count in counts)

    both = pairs_in(Counter((truth[one], groups[one]) for one in truth).values())
    here, there = pairs_in(Counter(truth.values()).values()), pairs_in(Counter(groups.values()).values())
    chance = here * there / pairs_in([len(truth)])
    return (both - chance) / ((here + there) / 2 - chance)


def b_cubed(truth: dict[int, int], groups: dict[int, int]) -> float:
    both = Counter((truth[one], groups[one]) for one in truth)
    sizes, found = Counter(truth.values()), Counter(groups.values())
    precision = sum(both[truth[one], groups[one]] / found[groups[one]] for one in truth) / len(truth)
    recall = sum(both[truth[one], groups[one]] / sizes[truth[one]] for one in truth) / len(truth)
    return 2 * precision * recall / (precision + recall)


def report_orders(made: Corpus, path: Path, orders: int) -> None:
    """Exports of ledgers that were fed in other orders, with revisions, departures and returns."""
    final = [entry(one) for one in made.prints]
    expected = digest(path)
    for seed in range(1, orders + 1):
        steps = order(final, seed)
        other = written(path.with_name("order.sqlite"), steps)
        events = sum(len(came) + len(gone) for came, gone in steps)
        print(f"order {seed}, {events} changes: {'the same bytes' if other == expected else 'OTHERS'}")


if __name__ == "__main__":
    main()
